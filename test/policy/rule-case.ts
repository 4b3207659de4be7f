import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';
import { Memory } from '../../src/memo/memory.ts';
import type { Workspace } from '../../src/tree/files/workspace.ts';
import { memoryTree } from '../tree/memory-tree.ts';

/** What a case does to a file: its whole text, `null` where it goes, or pieces of its text and what takes their place. */
const EditSchema = v.union([v.string(), v.null(), v.array(v.tuple([v.string(), v.string()]))]);
const EditsSchema = v.record(v.string(), EditSchema);

const CaseSchema = v.strictObject({
  /** Over the fleet of all cases. */
  before: v.optional(EditsSchema, {}),
  /** Over what was before. */
  after: EditsSchema,
  /** `.github/blast-radius.yml`. */
  config: v.optional(v.string()),
  /** Images that registries are known to have or not; others are unknown. Nothing is asked for where it is left out. */
  images: v.optional(v.record(v.string(), v.picklist(['there', 'gone', 'unknown']))),
  /** What the rule says, whole. */
  findings: v.optional(v.array(v.unknown()), []),
  /** Rules that have something to say of it too. */
  also: v.optional(v.array(v.string()), []),
});

/** By path. */
export type Edits = Readonly<Record<string, string | null | readonly (readonly [string, string])[]>>;
export type Files = Readonly<Record<string, string>>;

export interface RuleCase {
  readonly rule: string;
  readonly name: string;
  readonly path: string;
  readonly before: Files;
  readonly after: Files;
  readonly config: string | undefined;
  readonly images: Readonly<Record<string, 'there' | 'gone' | 'unknown'>> | undefined;
  readonly findings: readonly unknown[];
  readonly also: readonly string[];
}

const folder = fileURLToPath(new URL('../fixtures/rules', import.meta.url));

/** The fleet that every case starts from. */
export function caseFleet(): Files {
  return v.parse(v.record(v.string(), v.string()), parse(readFileSync(`${folder}/fleet.yaml`, 'utf8')));
}

/** Cases are changes of one fleet: what is known of it is known to all, as to the reviews of one repository. */
export function caseWorkspace(): Workspace {
  return { memory: new Memory(), known: [memoryTree(caseFleet())] };
}

/** @returns the cases of every rule: `test/fixtures/rules/<rule>/<case>.yaml`. */
export function ruleCases(): readonly RuleCase[] {
  const fleet = caseFleet();
  const rules = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return rules.flatMap(({ name: rule }) =>
    readdirSync(`${folder}/${rule}`)
      .sort()
      .map((file) => readCase(rule, file, fleet)),
  );
}

function readCase(rule: string, file: string, fleet: Files): RuleCase {
  const path = `${folder}/${rule}/${file}`;
  const { before: first, after: second, ...rest } = v.parse(CaseSchema, parse(readFileSync(path, 'utf8')));
  const before = edited(fleet, first, path);
  const after = edited(before, second, path);
  return {
    rule,
    name: file.replace('.yaml', ''),
    path,
    before,
    after,
    ...rest,
    config: rest.config,
    images: rest.images,
  };
}

/** @throws Error where a piece of text is not there exactly once: the case would test something else than it says */
export function edited(files: Files, edits: Edits, path: string): Files {
  const result: Record<string, string> = { ...files };
  for (const [name, edit] of Object.entries(edits)) {
    if (edit === null) delete result[name];
    else result[name] = typeof edit === 'string' ? edit : replaced(result[name], edit, `${path}: ${name}`);
  }
  return result;
}

function replaced(text: string | undefined, pieces: readonly (readonly [string, string])[], at: string): string {
  return pieces.reduce((result, [from, to]) => {
    if (result.split(from).length !== 2) throw new Error(`${at} does not hold "${from}" exactly once`);
    return result.replace(from, () => to);
  }, text ?? '');
}
