import * as v from 'valibot';
import { ApprovalEventSchema, fittingLog, showsAny } from '../../policy/approvals/approval-log.ts';
import { cutMarkdown } from '../../text/fitting.ts';

const RoleSchema = v.picklist(['read', 'triage', 'write', 'maintain', 'admin']);

const ApproverSchema = v.variant('kind', [
  v.object({ kind: v.literal('team'), team: v.string() }),
  v.object({ kind: v.literal('user'), user: v.string() }),
  v.object({ kind: v.literal('permission'), permission: RoleSchema }),
]);

const RequestSchema = v.object({
  target: v.string(),
  digest: v.string(),
  cluster: v.optional(v.string()),
  rule: v.object({ anyOf: v.array(ApproverSchema), count: v.number(), author: v.boolean() }),
});

const MemberSchema = v.object({
  /** The pull request. */
  number: v.number(),
  /** Digest of its comment; `null` where none was due. */
  comment: v.nullable(v.string()),
  /** How often its log was written, on all of its heads: of two records the one with more is the newer. */
  writes: v.number(),
  log: v.array(ApprovalEventSchema),
  /** The head that took the log over: this record no longer speaks for the pull request. */
  moved: v.optional(v.string()),
  /** By target, the digest of what the page shows that people can accept. */
  effects: v.record(v.string(), v.string()),
  /** What people were asked to accept, so that a look can see whether those who did still may. */
  requests: v.array(RequestSchema),
  overridePermission: RoleSchema,
  /** Digest of who counted. */
  counted: v.string(),
  /** What stands elsewhere and moves, as it stood when it was approved last; absent where nothing does. */
  floating: v.optional(v.record(v.string(), v.string())),
});

/**
 * What the App keeps in its check run on a head: what was published, and the approvals. Only the App that made a run can
 * write it.
 *
 * @see https://docs.github.com/en/rest/checks/runs#update-a-check-run
 */
const RunRecordSchema = v.object({
  version: v.literal(3),
  /** GitHub's id of the repository, which outlives its name. */
  repository: v.number(),
  base: v.string(),
  /** Digest of all that the review depends on, except the tip of the base branch. */
  inputs: v.string(),
  /** The commit that the base branch stood at. */
  baseCommit: v.string(),
  /** Digest of what the check says. */
  content: v.string(),
  /** Digest of the annotations, which can only be added to. */
  annotations: v.string(),
  /** The open pull requests with this head and base, by number. */
  members: v.array(MemberSchema),
});

export type RunRecord = v.InferOutput<typeof RunRecordSchema>;
export type RecordMember = v.InferOutput<typeof MemberSchema>;

/** In characters: what GitHub takes of a run's text. */
const mostText = 65_535;
const line = /\n*<!-- blast-radius record (\{.*\}) -->\s*$/s;

/**
 * @param text what people read; cut where both together would be too long
 * @returns it with the record as its last, hidden line
 */
export function withRecord(text: string, record: RunRecord): string {
  // `-->` would end the line early.
  const json = JSON.stringify(record).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  const hidden = `\n\n<!-- blast-radius record ${json} -->\n`;
  const cut = cutMarkdown(text, mostText - hidden.length - 200);
  const left = cut.left === 0 ? '' : `\n\n<sub>${cut.left} more characters are not shown.</sub>`;
  return `${cut.text}${left}${hidden}`;
}

/** @returns a run's text as people read it */
export function withoutRecord(text: string | null | undefined): string {
  return (text ?? '').replace(line, '');
}

/**
 * @param where the repository's id and the base: a record of another one is not taken
 * @returns `undefined` for anything that this version did not write: nothing is then known
 */
export function readRecord(
  text: string | null | undefined,
  where: { readonly repository: number; readonly base: string },
): RunRecord | undefined {
  const [, json] = line.exec(text ?? '') ?? [];
  const parsed = v.safeParse(RunRecordSchema, json === undefined ? undefined : parseJson(json));
  if (!parsed.success) return undefined;
  const { repository, base } = parsed.output;
  return repository === where.repository && base === where.base ? parsed.output : undefined;
}

/** @returns what a record holds of a pull request; `undefined` where another head has taken that over */
export function memberOf(record: RunRecord | undefined, number: number): RecordMember | undefined {
  const member = record?.members.find((each) => each.number === number);
  return member?.moved === undefined ? member : undefined;
}

/**
 * @param at when, by GitHub's clock
 * @returns a record by which a pull request has left its base: nothing that was shown counts any more, and no look takes what
 *   was published for up to date; the same one where it holds nothing that counts as shown
 */
export function withLeft(record: RunRecord, number: number, at: string): RunRecord {
  const own = memberOf(record, number);
  if (own === undefined || !showsAny(own.log)) return record;
  const left = { ...own, writes: own.writes + 1, log: [...fittingLog([...own.log, { kind: 'left', at }])] };
  return { ...record, inputs: '', members: record.members.map((each) => (each === own ? left : each)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
