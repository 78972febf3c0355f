import assert from 'node:assert/strict';
import { commands, env, extensions, type Hover, MarkdownString, Position, type TextDocument, Uri, window, workspace } from 'vscode';
import type { CasebookApi } from '../../src/features/api';
import { settingsReader } from '../../src/features/lookup/settings';

describe('looking up on the sample', () => {
  let api: CasebookApi;
  let log: TextDocument;
  before(async () => {
    await commands.executeCommand('casebook.openSample');
    const extension = extensions.getExtension<CasebookApi>('casebook.casebook');
    assert.ok(extension);
    api = await extension.activate();
    const opened = workspace.textDocuments.find(({ uri }) => uri.path.endsWith('webhooks.jsonl'));
    assert.ok(opened);
    log = opened;
  });

  const firstOf = (kind: string): ReturnType<CasebookApi['scan']>[number] => {
    const found = api.scan(log.getText()).find((identifier) => identifier.kind === kind);
    assert.ok(found);
    return found;
  };
  const cardsAt = async (document: TextDocument, position: Position): Promise<MarkdownString[]> => {
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
    return hovers.flatMap(({ contents }) => contents).filter((content) => content instanceof MarkdownString);
  };
  /** The card once the database has answered: a hover before that says that it is still asking. */
  const answeredAt = async (document: TextDocument, position: Position): Promise<MarkdownString> => {
    for (;;) {
      const [card, ...others] = await cardsAt(document, position);
      assert.ok(card);
      assert.equal(others.length, 0, 'one card, however often the provider was registered');
      if (!card.value.includes('Still asking')) return card;
    }
  };

  it('shows the card of a dispute in a log line, and trusts no command but its own', async () => {
    const dispute = firstOf('dispute');
    const card = await answeredAt(log, log.positionAt(dispute.start + 3));
    assert.match(card.value, /\| Dispute \| [\w ,]+ · [\d,]+\\\.\d\d [A-Z]{3} · live \|/);
    assert.ok(card.value.includes(`command:casebook.openDispute?%5B%22${dispute.text}%22%5D`));
    assert.deepEqual(card.isTrusted, {
      enabledCommands: ['casebook.lookup', 'casebook.openDispute', 'casebook.showRaw', 'casebook.newInvestigation', 'casebook.copyIdentifier', 'casebook.selectConnection'],
    });
    assert.equal(card.supportHtml ?? false, false);
  });

  it('shows it in an untitled document, within quotes, and not inside a longer word', async () => {
    const { text } = firstOf('dispute');
    const untitled = await workspace.openTextDocument({ content: `x = \\"${text}\\";\nx${text}\n` });
    assert.match((await answeredAt(untitled, new Position(0, 10))).value, /^\$\(|^\| Dispute/);
    assert.deepEqual(await cardsAt(untitled, new Position(1, 10)), []);
  });

  it('shows it in a line of 10 MB', async () => {
    const { text } = firstOf('dispute');
    const long = await workspace.openTextDocument({ content: `${'x'.repeat(5_000_000)} ${text} ${'y'.repeat(5_000_000)}` });
    assert.match((await answeredAt(long, new Position(0, 5_000_010))).value, /\| Dispute \|/);
  });

  it('warns of a secret and names no command for it', async () => {
    const secret = ['sk_live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
    const document = await workspace.openTextDocument({ content: secret });
    const [card] = await cardsAt(document, new Position(0, 3));
    assert.match(card?.value ?? '', /A secret stands here/);
    assert.doesNotMatch(card?.value ?? '', /command:|4eC39/);
  });

  it('is off where the setting says so', async () => {
    const settings = workspace.getConfiguration('casebook.lookup');
    await settings.update('enabled', false, true);
    try {
      assert.deepEqual(await cardsAt(log, log.positionAt(firstOf('dispute').start + 3)), []);
    } finally {
      await settings.update('enabled', undefined, true);
    }
  });

  it('shows the whole object as a read-only JSON document', async () => {
    const { text } = firstOf('dispute');
    await commands.executeCommand('casebook.showRaw', text);
    const shown = window.activeTextEditor?.document;
    assert.equal(shown?.uri.toString(), Uri.from({ scheme: 'casebook', path: `/raw/${text}.json` }).toString());
    assert.equal(shown.languageId, 'json');
    assert.ok(shown.getText().includes(`"id": "${text}"`));
  });

  it('takes no secret for an identifier, whatever the command', async () => {
    const secret = ['sk_live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
    await env.clipboard.writeText('untouched');
    for (const command of ['lookup', 'openDispute', 'showRaw', 'copyIdentifier']) assert.equal(await commands.executeCommand(`casebook.${command}`, secret), undefined);
    assert.equal(await env.clipboard.readText(), 'untouched');
    assert.deepEqual(workspace.textDocuments.filter(({ uri }) => uri.scheme === 'casebook' && uri.path.includes(secret)), []);
  });

  it('tells once of a bad setting, by its path, and goes on with the default', async () => {
    const settings = workspace.getConfiguration('casebook.lookup');
    const told: string[] = [];
    const read = settingsReader((words) => void told.push(words));
    await settings.update('cacheSeconds', 'soon', true);
    await settings.update('languages', ['json', null], true);
    try {
      for (const { cacheSeconds, languages } of [read(), read()]) assert.deepEqual([cacheSeconds, languages], [60, ['*']]);
      assert.deepEqual(told, [
        'casebook.lookup.languages.1: Invalid input: expected string, received null. The default is used.',
        'casebook.lookup.cacheSeconds: Invalid input: expected number, received string. The default is used.',
      ]);
    } finally {
      await settings.update('cacheSeconds', undefined, true);
      await settings.update('languages', undefined, true);
    }
  });

  it('copies an identifier', async () => {
    await commands.executeCommand('casebook.copyIdentifier', 'dp_1Pgc71B7kZbyQdIyHqnqZ2Yj');
    assert.equal(await env.clipboard.readText(), 'dp_1Pgc71B7kZbyQdIyHqnqZ2Yj');
  });

  it('resolves by the exported API, in the order asked', async () => {
    const ids = [firstOf('event').text, 'dp_1Pgc71B7kZbyQdIyHqnqZ2Yj', firstOf('dispute').text, 'nonsense'];
    const results = await api.lookup(ids);
    assert.deepEqual(results.map(({ id, kind, found }) => [id, kind, found]), [[ids[0], 'event', true], [ids[1], 'dispute', false], [ids[2], 'dispute', true], ['nonsense', 'unknown', false]]);
  });

  it('queries by the exported API: bound, read-only, cut at the limit', async () => {
    const { text } = firstOf('dispute');
    const one = await api.query('select id from disputes where id = any(:ids::text[])', { parameters: { ids: [text, 'other'] }, using: ['disputes'] });
    assert.deepEqual([one.columns, one.rows, one.rowCount, one.more], [[{ name: 'id', type: 'text' }], [[text]], 1, false]);
    assert.equal((await api.query('select id from disputes', { limit: 3 })).more, true);
    await assert.rejects(api.query('select 1', { limit: -1 }), { kind: 'parameter' });
    const settings = workspace.getConfiguration('casebook.notebook');
    await settings.update('rowLimit', 2, true);
    try {
      assert.equal((await api.query('select id from disputes')).rowCount, 2);
    } finally {
      await settings.update('rowLimit', undefined, true);
    }
    await assert.rejects(api.query('delete from disputes'), { kind: 'refused' });
    await assert.rejects(api.query('select :x'), { kind: 'parameter' });
  });
});
