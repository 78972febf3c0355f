import * as l10n from '@vscode/l10n';
import { EventEmitter, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, workspace, type Event, type TreeDataProvider } from 'vscode';
import { escapeMarkdown } from '../../domain/markdown';
import type { Library, LibrarySnippet, Problem } from './library';

/** A line of the view. `snippet` is what the commands of its menu take. */
type Node =
  | { readonly kind: 'investigations'; readonly uris: readonly Uri[] }
  | { readonly kind: 'investigation'; readonly uri: Uri }
  | { readonly kind: 'theme'; readonly theme: string; readonly snippets: readonly LibrarySnippet[] }
  | { readonly kind: 'snippet'; readonly snippet: string; readonly saved: LibrarySnippet }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** More investigations than that are found by Quick Open. */
const investigationLimit = 200;
export const investigationFiles = '**/*.casebook.sql';

const themes: Readonly<Record<string, { readonly icon: string; readonly title: () => string }>> = {
  intervention: { icon: 'tools', title: () => l10n.t('Intervention') },
  observability: { icon: 'pulse', title: () => l10n.t('Observability') },
  reconciliation: { icon: 'law', title: () => l10n.t('Reconciliation') },
  reporting: { icon: 'graph', title: () => l10n.t('Reporting') },
  compliance: { icon: 'shield', title: () => l10n.t('Compliance') },
  lookup: { icon: 'search', title: () => l10n.t('Lookup') },
};
const themeOf = (theme: string): { readonly icon: string; readonly title: string } => {
  const known = Object.hasOwn(themes, theme) ? themes[theme] : undefined;
  return known ? { icon: known.icon, title: known.title() } : { icon: 'folder', title: theme };
};

/** The workspace's investigations, then the library by theme, then the files that could not be read. */
export class SnippetsTree implements TreeDataProvider<Node> {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData: Event<undefined> = this.changed.event;

  constructor(private readonly library: Library) {}

  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    switch (node?.kind) {
      case undefined:
        return this.roots();
      case 'investigations':
        return node.uris.map((uri) => ({ kind: 'investigation', uri }));
      case 'theme':
        return node.snippets.map((saved) => ({ kind: 'snippet', snippet: saved.slug, saved }));
      case 'problems':
        return node.problems.map((problem) => ({ kind: 'problem', problem }));
      case 'investigation':
      case 'snippet':
      case 'problem':
        return [];
    }
  }

  getTreeItem(node: Node): TreeItem {
    switch (node.kind) {
      case 'investigations':
        return folded(l10n.t('In This Workspace'), node.uris.length, 'notebook', Expanded);
      case 'investigation':
        return investigationItem(node.uri);
      case 'theme':
        return folded(themeOf(node.theme).title, node.snippets.length, themeOf(node.theme).icon, Collapsed);
      case 'snippet':
        return snippetItem(node.saved);
      case 'problems':
        return folded(l10n.t('Cannot Be Read'), node.problems.length, 'warning', Expanded);
      case 'problem':
        return problemItem(node.problem);
    }
  }

  private async roots(): Promise<Node[]> {
    const [{ snippets, problems }, uris] = await Promise.all([this.library.read(), workspace.findFiles(investigationFiles, undefined, investigationLimit)]);
    const order = [...new Set([...Object.keys(themes), ...snippets.map(({ theme }) => theme)])];
    const byTheme = order.map((theme): Node => ({ kind: 'theme', theme, snippets: snippets.filter((snippet) => snippet.theme === theme) }));
    return [
      ...(uris.length > 0 ? [{ kind: 'investigations', uris: uris.toSorted((a, b) => a.path.localeCompare(b.path)) } as const] : []),
      ...byTheme.filter((node) => node.kind === 'theme' && node.snippets.length > 0),
      ...(problems.length > 0 ? [{ kind: 'problems', problems } as const] : []),
    ];
  }
}

const { None, Collapsed, Expanded } = TreeItemCollapsibleState;

function folded(label: string, count: number, icon: string, state: TreeItemCollapsibleState): TreeItem {
  const item = new TreeItem(label, state);
  item.id = label;
  item.description = count.toLocaleString();
  item.iconPath = new ThemeIcon(icon);
  return item;
}

function investigationItem(uri: Uri): TreeItem {
  const item = new TreeItem(uri, None);
  item.description = true;
  item.command = { command: 'vscode.openWith', title: l10n.t('Open'), arguments: [uri, 'casebook'] };
  item.contextValue = 'investigation';
  return item;
}

function snippetItem(snippet: LibrarySnippet): TreeItem {
  const { title, about, slug, library, rule, chart } = snippet;
  const item = new TreeItem(title, None);
  if (library !== 'builtin') item.description = library === 'user' ? l10n.t('yours') : l10n.t('this workspace');
  item.iconPath = new ThemeIcon(rule ? 'bug' : chart ? 'graph' : 'list-flat');
  item.tooltip = preview(snippet);
  item.command = { command: 'casebook.newInvestigation', title: l10n.t('New Investigation'), arguments: [{ snippet: slug }] };
  item.contextValue = 'snippet';
  item.accessibilityInformation = { label: l10n.t('{0}. {1}', title, about), role: 'button' };
  return item;
}

/** A snippet may come from a pulled branch: nothing in it but its SQL's colours is Markdown. */
function preview({ title, about, tags, rule, parameters, sql }: LibrarySnippet): MarkdownString {
  const markdown = new MarkdownString(`**${escapeMarkdown(title)}**\n\n${escapeMarkdown(about)}\n\n`);
  if (rule) markdown.appendMarkdown(`${escapeMarkdown(l10n.t('A rule: cards show its findings as a {0}.', rule.severity))}\n\n`);
  for (const { name, type, default: value, description } of parameters) {
    markdown.appendMarkdown(`- ${escapeMarkdown([`:${name} ${type}${value === undefined ? '' : ` = ${value}`}`, description].filter(Boolean).join(' — '))}\n`);
  }
  if (tags.length > 0) markdown.appendMarkdown(`\n${escapeMarkdown(tags.join(' · '))}\n\n`);
  return markdown.appendCodeblock(sql, 'sql');
}

function problemItem({ uri, message }: Problem): TreeItem {
  const item = new TreeItem(message, None);
  item.tooltip = uri === undefined ? message : `${workspace.asRelativePath(Uri.parse(uri))}\n${message}`;
  item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  item.command =
    uri === undefined
      ? { command: 'workbench.action.openSettings', title: l10n.t('Open Settings'), arguments: ['casebook.snippetFolders'] }
      : { command: 'vscode.open', title: l10n.t('Open'), arguments: [Uri.parse(uri)] };
  return item;
}
