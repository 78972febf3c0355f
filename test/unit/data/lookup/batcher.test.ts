import assert from 'node:assert/strict';
import { createBatcher } from '../../../../src/data/lookup/batcher';

const asked = (...ids: readonly string[]) => ids.map((id) => ({ id, kind: 'dispute' }));

/** A batcher whose questions are answered by hand. */
function byHand() {
  const questions: { readonly ids: readonly string[]; readonly signal: AbortSignal; readonly answer: () => void }[] = [];
  let noticed = (): void => undefined;
  const load = createBatcher(
    (all, signal) =>
      new Promise<ReadonlyMap<string, string>>((resolve) => {
        questions.push({ ids: all.map(({ id }) => id), signal, answer: () => resolve(new Map(all.map(({ id }) => [id, id.toUpperCase()]))) });
        noticed();
      }),
    () => performance.now(),
  );
  const question = async (index: number): Promise<(typeof questions)[number]> => {
    for (;;) {
      const there = questions[index];
      if (there) return there;
      await new Promise<void>((resolve) => (noticed = resolve));
    }
  };
  return { load, questions, question };
}

describe('gathering what many ask for', () => {
  it('puts what is asked at once into one question', async () => {
    const { load, question } = byHand();
    const answers = [load(asked('a', 'b')), load(asked('b', 'c'))];
    const first = await question(0);
    assert.deepEqual(first.ids, ['a', 'b', 'c']);
    first.answer();
    assert.deepEqual((await Promise.all(answers)).map((answer) => [...(answer ?? [])]), [[['a', 'A'], ['b', 'B'], ['c', 'C']], [['a', 'A'], ['b', 'B'], ['c', 'C']]]);
  });

  it('does not ask again for what is on its way, and asks for the rest', async () => {
    const { load, question } = byHand();
    const early = load(asked('a'));
    await question(0);
    const late = load(asked('a', 'b'));
    assert.deepEqual((await question(1)).ids, ['b']);
    (await question(0)).answer();
    (await question(1)).answer();
    assert.deepEqual([...((await early) ?? [])], [['a', 'A']]);
    assert.equal((await late)?.get('a'), 'A');
  });

  it('asks again once the answer was given', async () => {
    const { load, question } = byHand();
    const first = load(asked('a'));
    (await question(0)).answer();
    await first;
    void load(asked('a'));
    assert.deepEqual((await question(1)).ids, ['a']);
  });

  it('aborts a question only when the last waiter has gone', async () => {
    const { load, question } = byHand();
    const [one, other] = [new AbortController(), new AbortController()];
    const answers = [load(asked('a'), one.signal), load(asked('a'), other.signal)];
    const { signal } = await question(0);
    one.abort();
    assert.equal(await answers[0], undefined);
    assert.equal(signal.aborted, false);
    other.abort();
    assert.equal(await answers[1], undefined);
    assert.equal(signal.aborted, true);
  });

  it('asks nothing where all have gone before it went out', async () => {
    const { load, question, questions } = byHand();
    void load(asked('a'));
    await question(0);
    const gone = new AbortController();
    const left = load(asked('b'), gone.signal);
    gone.abort();
    assert.equal(await left, undefined);
    void load(asked('c'));
    assert.deepEqual((await question(1)).ids, ['c']);
    assert.equal(questions.length, 2);
  });
});
