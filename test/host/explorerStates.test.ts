import assert from 'node:assert/strict';
import { fail, type Result } from '../../src/domain/failure';
import type { Source } from '../../src/data/layouts/layout';
import { DisputesTree, type State } from '../../src/features/explorer/tree';

describe('the explorer without disputes to show', () => {
  const offline = fail('offline', 'No server answers at db.example:5432.');
  const treeOf = (activeSource: () => Promise<Result<Source>>): { readonly tree: DisputesTree; readonly states: State[] } => {
    const tree = new DisputesTree({ activeSource, card: () => Promise.resolve(undefined), clock: () => new Date() });
    const states: State[] = [];
    tree.onDidChangeState((state) => states.push(state));
    return { tree, states };
  };

  for (const [kind, source] of [
    ['none', fail('unselected', 'No connection is selected.')],
    ['untrusted', fail('untrusted', 'This workspace is not trusted.')],
    ['offline', offline],
    ['offline', fail('authentication', 'Wrong password.')],
    ['offline', fail('unsupported', 'There is no connection named replica.')],
  ] as const) {
    it(`is "${kind}" after a failure of kind ${source.failure.kind}, and has no lines`, async () => {
      const { tree, states } = treeOf(() => Promise.resolve(source));
      assert.deepEqual(await tree.getChildren(), []);
      assert.deepEqual(states.map((state) => state.kind), [kind]);
    });
  }

  it('asks once for all who look, and again after a refresh', async () => {
    let asked = 0;
    const { tree, states } = treeOf(() => {
      asked++;
      return Promise.resolve(offline);
    });
    await Promise.all([tree.getChildren(), tree.getChildren(), tree.loadMore('closed')]);
    assert.equal(asked, 1);
    tree.refresh();
    await tree.getChildren();
    assert.equal(asked, 2);
    assert.equal(states.length, 2);
  });

  it('drops an answer that comes after a refresh', async () => {
    const answers: ((source: Result<Source>) => void)[] = [];
    const { tree, states } = treeOf(async () => new Promise((resolve) => answers.push(resolve)));
    const first = tree.getChildren();
    tree.refresh();
    const second = tree.getChildren();
    answers[1]?.(fail('unselected', 'No connection is selected.'));
    await second;
    answers[0]?.(offline);
    await first;
    assert.deepEqual(states.map(({ kind }) => kind), ['none']);
  });
});
