/** A page of the API reference, in Markdown. */

/** Kinds of exports in the order of their sections. */
const sections = {
  function: 'Functions',
  class: 'Classes',
  constant: 'Constants',
  interface: 'Interfaces',
  type: 'Types',
};
const madeBy = 'This page is made from the sources: `UPDATE_DOCS=1 npx jest test/docs/api` writes it.';
/** Characters of a type in a table, and of a constant; the source has the rest. */
const longest = 160;

/** The page that lists the entries. */
export function indexOf(entries) {
  const rows = entries.map(({ name, page, about }) => `| [${name}](${page}) | ${cell(about)} |`);
  return [
    '# API reference',
    'What the package exports, by entry: meaning, units, defaults and errors, from the doc comments in the sources.',
    ['| import from | what it has |', '|---|---|', ...rows].join('\n'),
    madeBy,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** The page of an entry. */
export function pageOf({ name, page, about, exports }) {
  const own = exports.filter(({ home }) => home === page);
  const shared = exports.filter(({ home }) => home !== page);
  const titled = Object.entries(sections).map(([kind, title]) => [
    title,
    own.filter((one) => one.kind === kind),
  ]);
  return [
    `# ${name}`,
    about,
    madeBy,
    contents(own),
    ...(shared.length > 0 ? [alsoHas(shared)] : []),
    ...titled
      .filter(([, all]) => all.length > 0)
      .flatMap(([title, all]) => [`## ${title}`, ...all.map(section)]),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The names by the part of the sources that they are of. */
function contents(own) {
  const parts = grouped(own);
  const rows = [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([part, all]) => `| \`lib/${part}\` | ${all.map(linked).join(', ')} |`);
  return ['| of | names |', '|---|---|', ...rows].join('\n');
}

function grouped(own) {
  const parts = new Map();
  for (const one of own) parts.set(one.part, [...(parts.get(one.part) ?? []), one]);
  return parts;
}

function alsoHas(shared) {
  const pages = [...new Set(shared.map(({ home }) => home))];
  return `It also has what ${pages.map((page) => `[${page.replace('.md', '')}](${page})`).join(' and ')} describes: ${shared.length} names.`;
}

const linked = ({ name, kind }) => `[${name}](#${`${kind}-${name}`.toLowerCase()})`;

function section({ name, kind, about, throws, params, code, members = [], path }) {
  return [
    `### ${kind} ${name}`,
    [about, ...throws.map((text) => `Throws ${text}.`)].filter(Boolean).join(' ').replaceAll('..', '.'),
    ...(members.length > 0 && kind === 'type'
      ? []
      : [`\`\`\`ts\n${kind === 'constant' ? shortened(code) : code}\n\`\`\``]),
    ...(params.length > 0 ? [params.map((text) => `- ${text.replace(/^(\S+) /, '`$1`: ')}`).join('\n')] : []),
    ...(members.length > 0 ? [table(members)] : []),
    `Source: [${path}](../../${path})`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function table(members) {
  const rows = members.map(({ name, optional, type, about, throws, otherwise }) => {
    const meaning = [about, ...throws.map((text) => `Throws ${text}.`)].filter(Boolean).join(' ');
    return `| \`${name}${optional ? '?' : ''}\` | ${codeCell(type)} | ${cell(meaning)} | ${cell(otherwise ?? '')} |`;
  });
  return ['| member | type | meaning | default |', '|---|---|---|---|', ...rows].join('\n');
}

const cell = (text) => text.replace(/\|/g, '\\|');
const codeCell = (type) => `\`${cell(shortened(type))}\``;
const shortened = (text) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
