import assert from 'node:assert/strict';
import { asCode, escapeMarkdown, showInvisible } from '../../../src/domain/markdown';

describe('database text in Markdown', () => {
  const hostile: readonly (readonly [text: string, markdown: string])[] = [
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert\\(1\\)\\>'],
    ['[pay](command:workbench.action.quit)', '\\[pay\\]\\(command\\:workbench\\.action\\.quit\\)'],
    ['![x](https://evil.example/p.png)', '\\!\\[x\\]\\(https\\:\\/\\/evil\\.example\\/p\\.png\\)'],
    ['`x` **b** _i_ ~s~ # h | c', '\\`x\\` \\*\\*b\\*\\* \\_i\\_ \\~s\\~ \\# h \\| c'],
    ['$(alert) &lt;', '&#36;\\(alert\\) &#38;lt;'],
    ['a\n\n# b\r\nc', 'a  \\# b c'],
    ['\u001b]8;;https://x\u0007 \u202egnp.exe', '⟨U\\+001B⟩\\]8;;https\\:\\/\\/x⟨U\\+0007⟩ ⟨U\\+202E⟩gnp\\.exe'],
    ['=HYPERLINK("x") 😀 é', '=HYPERLINK\\("x"\\) 😀 é'],
  ];
  for (const [text, markdown] of hostile) it(`shows ${JSON.stringify(text)} as it is`, () => assert.equal(escapeMarkdown(text), markdown));

  it('puts an identifier in a code span, and nothing else', () => {
    assert.equal(asCode('ch_3MmlLrLkdIwHu7ix0snN0B15'), '`ch_3MmlLrLkdIwHu7ix0snN0B15`');
    assert.equal(asCode('` $(x)'), '\\` &#36;\\(x\\)');
  });

  it('makes zero-width marks and overrides visible', () => assert.equal(showInvisible('a\u200bb\u2066c'), 'a⟨U+200B⟩b⟨U+2066⟩c'));
});
