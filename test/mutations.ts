/** JSON files with something wrong in them, for property tests of whoever reads files of others. */
import fc from 'fast-check';

type Path = readonly (string | number)[];

/** Starts a line of its own wherever ends of lines get through. */
export const forged = 'FORGED';

/** What no field expects, or not there. */
const hostile: readonly unknown[] = [
  ...[null, true, 0, -1, 0.5, 65_536, 2 ** 53, 1e308, '', 'x', [], {}, [[]], [null], { a: 1 }],
  ...['10.0.0.0/33', '10.244.0.0/24', '0.0.0.0/0', '999.1.1.1', '010.0.0.1', '192.168.1.10; rm', 'garbage'],
  ...['fd00::/64', '::1', 'fe80::1%eth0', '2026-99-99T00:00:00Z', '__proto__', 'toString', 'node:nowhere'],
  ...[
    `all is well\n${forged}`,
    `x\r\n${forged}`,
    `x\u2028${forged}`,
    'x\n::error::x',
    '::error::x ##[error]x',
  ],
  ...[
    '\u001b[2J\u001b]8;;http://x\u0007',
    '\u009b1A',
    '\u202ex\u2066',
    '\u200b',
    '\u0000',
    '\ud800',
    '\uffff',
  ],
  ...['<script>alert(1)</script>', '| a | `b` | [c](d)', ']]>', 'a'.repeat(5000), 'pass', 'skip', 'ipv6'],
];

const keys = ['__proto__', 'constructor', 'toString', `a\n${forged}`, '', '0', '\u001b[2J'];

type Mutation = (document: unknown, paths: readonly Path[]) => void;

const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(), fc.constantFrom(...hostile)).map(([at, value]) => change(at, () => value)),
  fc.nat().map((at) => change(at, () => undefined)),
  fc.tuple(fc.nat(), fc.nat()).map(
    ([at, from]): Mutation =>
      (document, paths) =>
        change(at, () => copy(valueAt(document, paths[from % paths.length]!)))(document, paths),
  ),
  fc.tuple(fc.nat(), fc.constantFrom(...keys)).map(([at, key]) => renamed(at, key)),
  fc.nat().map((at) => change(at, (value) => (Array.isArray(value) ? [...value, ...copy(value)] : [value]))),
);

/** The document's text with one to three things changed, none of which is below `except`. */
export function mutated(
  document: unknown,
  except: (path: Path) => boolean = () => false,
): fc.Arbitrary<string> {
  const paths = pathsOf(document).filter((path) => path.length > 0 && !except(path));
  return fc.array(mutations, { minLength: 1, maxLength: 3 }).map((changes) => {
    const changed = copy(document);
    for (const mutate of changes) mutate(changed, paths);
    return JSON.stringify(changed);
  });
}

function change(at: number, make: (value: unknown) => unknown): Mutation {
  return (document, paths) => {
    const path = paths[at % paths.length]!;
    const parent = valueAt(document, path.slice(0, -1));
    if (isHolder(parent)) define(parent, `${path.at(-1)}`, make(parent[`${path.at(-1)}`]));
  };
}

function renamed(at: number, key: string): Mutation {
  return (document, paths) => {
    const path = paths[at % paths.length]!;
    const parent = valueAt(document, path.slice(0, -1));
    if (isHolder(parent) && !Array.isArray(parent)) define(parent, key, parent[`${path.at(-1)}`]);
  };
}

/** Also `__proto__`, as JSON has it. */
function define(parent: object, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (isHolder(value) ? value[`${key}`] : undefined), document);
}

function pathsOf(value: unknown, at: Path = []): Path[] {
  const inner = isHolder(value) ? Object.entries(value) : [];
  return [at, ...inner.flatMap(([key, part]) => pathsOf(part, [...at, key]))];
}

const copy = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
