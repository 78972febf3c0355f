import assert from 'node:assert/strict';
import { commands, type Memento } from 'vscode';
import { ParameterValues } from '../../src/features/notebook/parameters';
import type { Parameter } from '../../src/investigation/parameters';
import { openNotebook } from './notebooks';

/** A workspace's memory, as VS Code keeps it: JSON. */
class Memory implements Memento {
  private readonly texts = new Map<string, string>();
  keys = (): readonly string[] => [...this.texts.keys()];
  get<T>(key: string, fallback?: T): T | undefined {
    const text = this.texts.get(key);
    return text === undefined ? fallback : (JSON.parse(text) as T);
  }
  update(key: string, value: unknown): Promise<void> {
    this.texts.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
  get everything(): string {
    return [...this.texts.values()].join('\n');
  }
}

describe('values of parameters', () => {
  const text = (name: string): Parameter => ({ name, type: 'text' });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('are remembered by the workspace, until the default holds again', async () => {
    const notebook = await openNotebook('select 1');
    const memory = new Memory();
    const values = new ParameterValues(memory);
    await values.set(notebook, text('a'), '1');
    await values.set(notebook, text('b'), '2');
    assert.deepEqual(new ParameterValues(memory).of(notebook), { a: '1', b: '2' });
    await values.reset(notebook, 'a');
    assert.deepEqual(values.of(notebook), { b: '2' });
    assert.deepEqual(new ParameterValues(memory).of(notebook), { b: '2' });
  });

  it('are offered again to a parameter of the same name and type, the latest first', async () => {
    const notebook = await openNotebook('select 1');
    const values = new ParameterValues(new Memory());
    for (const value of ['1', '2', '3', '1', ...Array.from({ length: 7 }, (_, index) => `more ${index}`)]) await values.set(notebook, text('a'), value);
    assert.deepEqual(values.before(text('a')), ['more 6', 'more 5', 'more 4', 'more 3', 'more 2', 'more 1', 'more 0', '1']);
    assert.deepEqual(values.before({ name: 'a', type: 'integer' }), []);
  });

  for (const [name, value] of [
    ['who', 'jane@example.com'],
    ['email', 'jane'],
    ['card', '4242424242424242'],
    ['ids', '{sk_live_4eC39HqLyjWDarjtT1zdp7dc}'],
  ] as const) {
    it(`are not remembered where they look personal or secret: ${name} = ${value}`, async () => {
      const notebook = await openNotebook('select 1');
      const memory = new Memory();
      const values = new ParameterValues(memory);
      await values.set(notebook, text(name), 'harmless');
      await values.set(notebook, text(name), value);
      assert.deepEqual(values.of(notebook), { [name]: value });
      assert.deepEqual(new ParameterValues(memory).of(notebook), {});
      assert.ok(!memory.everything.includes(value));
    });
  }
});
