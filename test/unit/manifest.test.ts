import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sslModes } from '../../src/data/serverAddress';
import { commandIds, extensionId, notebookTypes, views } from '../../src/manifest';
import { rendererId, resultMime } from '../../src/shared/result';
import manifest from '../../package.json';
import titles from '../../package.nls.json';

describe('package.json', () => {
  it('contributes exactly the commands that manifest.ts types', () => {
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), [...commandIds].sort());
  });

  it('contributes the views, notebook types, renderer and identity of manifest.ts', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
    assert.deepEqual(manifest.contributes.views.casebook.map(({ id }) => id), [...views]);
    assert.deepEqual(manifest.contributes.notebooks.map(({ type }) => type), [...notebookTypes]);
    assert.deepEqual(manifest.contributes.notebookRenderer.map(({ id, mimeTypes }) => [id, mimeTypes]), [[rendererId, [resultMime]]]);
  });

  it('puts only contributed commands into menus', () => {
    const inMenus = Object.values(manifest.contributes.menus).flatMap((items) => items.map(({ command }) => command));
    assert.deepEqual([...new Set(inMenus)].filter((id) => !commandIds.includes(id)), []);
  });

  it('takes every title from package.nls.json, which has no other', () => {
    const used = new Set([...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...used].sort(), Object.keys(titles).sort());
  });

  it('has words of its own, never bare text, for views and commands', () => {
    assert.deepEqual(manifest.contributes.commands.filter(({ title }) => !/^%[\w.]+%$/.test(title)), []);
    assert.deepEqual(manifest.contributes.views.casebook.filter(({ name }) => !/^%[\w.]+%$/.test(name)), []);
  });

  it('says of every part of a connection what it is for, and knows a part that is none', () => {
    const { items } = manifest.contributes.configuration.properties['casebook.connections'];
    for (const { properties, additionalProperties } of [items, items.properties.ssh]) {
      assert.equal(additionalProperties, false);
      for (const [name, { markdownDescription }] of Object.entries(properties)) assert.match(markdownDescription, new RegExp(`^%setting\\.connections\\.(?:ssh\\.)?${name}%$`));
    }
  });

  it('offers the ways to encrypt that a connection understands', () => {
    assert.deepEqual(manifest.contributes.configuration.properties['casebook.connections'].items.properties.ssl.enum, [...sslModes]);
  });
});
