/**
 * Stacks as a Jest snapshot shows them. A stack's JSON holds what machines start from as base64, of which a diff says nothing:
 * here it is a digest, and its parts are listed once for all machines that have the same.
 */
import { createHash } from 'node:crypto';
import { partsOf } from './cloud-config';

/** What Jest calls a snapshot serializer: of `expect.addSnapshotSerializer`. */
export interface StackSerializer {
  /** Whether the value is a synthesized stack: the text that CDKTF's `Testing.synth` returns, or what JSON.parse makes of it. */
  test(value: unknown): boolean;
  /** The stack as text. */
  serialize(value: unknown, config?: unknown, indentation?: string): string;
}

/** Shows stacks with user data and other encoded content as digests, and with the parts of the user data. */
export const stackSerializer: StackSerializer = {
  test: (value) => stackOf(value) !== undefined,
  serialize(value, _config, indentation = '') {
    const stack = stackOf(value) ?? {};
    const parts = new Map<string, string[]>();
    const text = JSON.stringify(shown(stack, '', parts), undefined, 2);
    const lines = [text, ...partLines(parts)].join('\n');
    return lines.replaceAll('\n', `\n${indentation}`);
  },
};

type Json = Readonly<Record<string, unknown>>;

/** Blocks that Terraform knows at the top of a file, and CDKTF's comment (developer.hashicorp.com, "JSON Configuration Syntax"). */
const blocks =
  /^(\/\/|terraform|provider|resource|data|output|variable|locals|module|moved|import|check|removed)$/;

function stackOf(value: unknown): Json | undefined {
  const parsed = typeof value === 'string' && value.startsWith('{') ? parsedJson(value) : value;
  if (!isRecord(parsed) || !(isRecord(parsed.terraform) || hasResources(parsed))) return undefined;
  return Object.keys(parsed).every((key) => blocks.test(key)) ? parsed : undefined;
}

/** Types of resources start with their provider's name: others' objects that have a field `resource` have none. */
function hasResources({ resource }: Json): boolean {
  return isRecord(resource) && Object.keys(resource).some((type) => /^[a-z][a-z0-9]*_[a-z0-9_]+$/.test(type));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const userData = /^user_data(_base64)?$/;
const encoded = /_base64$/;

/** The value in the order of its keys, without comments, with digests of what is encoded. Parts are noted by who has them. */
function shown(value: unknown, owner: string, parts: Map<string, string[]>): unknown {
  if (Array.isArray(value)) return value.map((item) => shown(item, owner, parts));
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).filter((key) => key !== '//');
  return Object.fromEntries(
    keys.sort().map((key) => {
      const inner = value[key];
      if (typeof inner !== 'string') return [key, shown(inner, isRecord(inner) ? key : owner, parts)];
      if (userData.test(key)) return [key, userDataText(key, inner, owner, parts)];
      return [key, encoded.test(key) ? digestText(Buffer.from(inner, 'base64')) : inner];
    }),
  );
}

function userDataText(key: string, text: string, owner: string, parts: Map<string, string[]>): string {
  const bytes = Buffer.from(text, encoded.test(key) ? 'base64' : 'utf8');
  for (const { name, permissions = '', content } of partsOf(bytes)) {
    const line = `${name}${permissions && ` ${permissions}`} ${digestText(content)}`;
    parts.set(line, [...(parts.get(line) ?? []), owner]);
  }
  return digestText(bytes);
}

/** Owners that a line names before it says how many more there are. */
const mostNamed = 3;

function partLines(parts: ReadonlyMap<string, readonly string[]>): string[] {
  if (parts.size === 0) return [];
  const everybody = new Set([...parts.values()].flat()).size;
  const owners = (names: readonly string[]) => {
    if (names.length === everybody) return 'all';
    const more = names.length - mostNamed;
    return `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  };
  const lines = [...parts].map(([line, names]) => `${line}: ${owners(names)}`);
  return ['', 'parts of the user data', ...lines.sort()];
}

function digestText(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}, ${bytes.length} bytes`;
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
