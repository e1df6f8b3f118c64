/** What an entry exports, as the compiler sees it: names, texts and types, without any layout. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API, SignatureKind, SymbolFlags } from 'typescript/unstable/sync';

/** Types are written out, however long they are. */
const noTruncation = 1;

/** Each entry with its page's name, its introduction and its exports; what an earlier one has too is a reference to it. */
export function readEntries(root, entries) {
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProjects();
    const reader = new Reader(root, project);
    const homes = new Map();
    return entries.map(({ name, source }) => {
      const page = `${name.replaceAll('/', '-')}.md`;
      const all = reader.exportsOf(source);
      for (const { id } of all) if (!homes.has(id)) homes.set(id, page);
      return {
        name,
        page,
        about: introduction(join(root, source)),
        exports: all.map((one) => ({ ...one, home: homes.get(one.id) })),
      };
    });
  } finally {
    api.close();
  }
}

/** The comment that a file begins with. */
function introduction(file) {
  const [, text = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(file, 'utf8')) ?? [];
  return text
    .replace(/\n\s*\*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

class Reader {
  constructor(root, { checker, program }) {
    Object.assign(this, { root, checker, program });
  }

  exportsOf(source) {
    const module = this.checker.getSymbolAtLocation(this.program.getSourceFile(join(this.root, source)));
    return this.checker
      .getExportsOfModule(module)
      .map((symbol) => this.exported(symbol))
      .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  }

  exported(alias) {
    const symbol = alias.flags & SymbolFlags.Alias ? this.checker.getAliasedSymbol(alias) : alias;
    const node = symbol.declarations[0].resolve();
    const path = relative(this.root, this.fileOf(symbol));
    return {
      name: alias.name,
      id: `${path} ${symbol.name}`,
      part: path.split('/')[1].replace('.ts', ''),
      path,
      ...this.texts(symbol),
      ...this.shape(symbol, node),
    };
  }

  /** Meaning, errors, parameters and default of anything that has a comment. */
  texts(symbol) {
    const tags = this.checker
      .getJsDocTagsOfSymbol(symbol)
      .map(({ name, text = '' }) => ({ name, text: flat(text) }));
    const of = (wanted) => tags.filter(({ name }) => name === wanted).map(({ text }) => text);
    return {
      about: flat(this.checker.getDocumentationCommentOfSymbol(symbol)),
      throws: of('throws'),
      params: of('param'),
      otherwise: of('default')[0],
    };
  }

  /** The kind of an export, with what is to be known of it. */
  shape(symbol, node) {
    switch (node.kind) {
      case SyntaxKind.FunctionDeclaration:
        return {
          kind: 'function',
          code: this.overloads(symbol)
            .map((one) => `function ${symbol.name}${this.signature(one)}`)
            .join('\n'),
        };
      case SyntaxKind.ClassDeclaration:
        return { kind: 'class', code: this.heading(node), members: this.members(symbol) };
      case SyntaxKind.InterfaceDeclaration:
        return { kind: 'interface', code: this.heading(node), members: this.members(symbol) };
      case SyntaxKind.TypeAliasDeclaration:
        return this.alias(symbol, node);
      default:
        return { kind: 'constant', code: `const ${symbol.name}: ${this.typeOf(symbol, node)}` };
    }
  }

  /** A type that follows from a schema is shown by its fields. */
  alias(symbol, node) {
    const code = node.getText().replace(/^export /, '');
    const ofSchema = /\bz\.(output|infer|input)</.test(code);
    return {
      kind: 'type',
      code: ofSchema ? `type ${symbol.name}` : code,
      members: ofSchema ? this.members(symbol) : [],
    };
  }

  /** `class SpecError extends Error`. */
  heading(node) {
    return node
      .getText()
      .slice(0, node.members.pos - node.getStart() - 1)
      .replace(/^export (abstract )?/, '')
      .replace(/\s+/g, ' ')
      .trim();
  }

  /**
   * Fields and methods that are the project's own and public, inherited ones too: in the order of the sources, those of the
   * type's own file first. The compiler's order may change with any import.
   */
  members(symbol) {
    const own = this.fileOf(symbol);
    const found = this.checker
      .getPropertiesOfType(this.checker.getDeclaredTypeOfSymbol(symbol))
      .flatMap((member) => {
        const node = member.declarations[0]?.resolve();
        const file = node && this.fileOf(member);
        const isOurs = file?.startsWith(join(this.root, 'lib'));
        if (!isOurs || /^(private|protected|#)/.test(node.getText())) return [];
        return [{ member, node, order: [file === own ? '' : file, node.pos] }];
      });
    found.sort(({ order: [file, at] }, { order: [other, otherAt] }) =>
      file === other ? at - otherAt : file < other ? -1 : 1,
    );
    return found.map(({ member, node }) => ({
      name: member.name,
      optional: Boolean(member.flags & SymbolFlags.Optional),
      type: this.memberType(member, node),
      ...this.texts(member),
    }));
  }

  memberType(member, node) {
    if (node.kind === SyntaxKind.MethodDeclaration || node.kind === SyntaxKind.MethodSignature)
      return this.signature(node);
    return this.typeOf(member, node);
  }

  typeOf(symbol, node) {
    const type = node.type
      ? flat(node.type.getText())
      : this.checker.typeToString(this.checker.getTypeOfSymbol(symbol), node, noTruncation);
    return symbol.flags & SymbolFlags.Optional ? type.replace(/ \| undefined$/, '') : type;
  }

  /** The declarations of a function that callers see: where it has several, not the one with the body. */
  overloads(symbol) {
    const nodes = symbol.declarations.map((one) => one.resolve());
    return nodes.length > 1 ? nodes.filter(({ body }) => !body) : nodes;
  }

  signature(node) {
    const parameters = node.parameters.map((one) => this.parameter(one));
    const generic = node.typeParameters?.length
      ? `<${node.typeParameters.map((one) => flat(one.getText())).join(', ')}>`
      : '';
    return `${generic}(${parameters.join(', ')}): ${this.returned(node)}`;
  }

  /** A parameter that is taken apart where it is declared has the name of what it is. */
  parameter({ name, type, questionToken, dotDotDotToken, initializer }) {
    const typed = type ? flat(type.getText()) : initializer?.getText();
    const named = name.kind === SyntaxKind.Identifier ? name.getText() : nameByType(typed);
    return `${dotDotDotToken ? '...' : ''}${named}${questionToken || initializer ? '?' : ''}: ${typed}`;
  }

  returned(node) {
    if (node.type) return flat(node.type.getText());
    const [signature] = this.checker.getSignaturesOfType(
      this.checker.getTypeAtLocation(node),
      SignatureKind.Call,
    );
    return this.checker.typeToString(this.checker.getReturnTypeOfSignature(signature), node, noTruncation);
  }

  fileOf(symbol) {
    return symbol.declarations[0].path;
  }
}

/** `linkOptions` of `Readonly<LinkOptions>`; `options` where the type has no name. */
function nameByType(type) {
  const own = /\b(?!Readonly|Partial|Pick|Omit|Required)([A-Z]\w*)/.exec(type)?.[1];
  return own ? own[0].toLowerCase() + own.slice(1) : 'options';
}

const flat = (text) =>
  text
    .replace(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
