import * as v from 'valibot';
import type { CheckRunWords } from '../actions/write-check-run.ts';
import { invalidRequest } from '../http/problem.ts';
import { type Annotation, checkConclusions, checkStatuses } from '../state/check.ts';

const longest = 65_535;

const annotation = v.object({
  path: v.string(),
  start_line: v.number(),
  end_line: v.number(),
  start_column: v.optional(v.nullable(v.number())),
  end_column: v.optional(v.nullable(v.number())),
  annotation_level: v.picklist(['notice', 'warning', 'failure']),
  message: v.string(),
  title: v.optional(v.nullable(v.string())),
  raw_details: v.optional(v.nullable(v.string())),
});

const action = v.object({
  label: v.pipe(v.string(), v.maxLength(20)),
  description: v.pipe(v.string(), v.maxLength(40)),
  identifier: v.pipe(v.string(), v.maxLength(20)),
});

const output = v.object({
  title: v.optional(v.string()),
  summary: v.pipe(v.string(), v.maxLength(longest)),
  text: v.optional(v.pipe(v.string(), v.maxLength(longest))),
  annotations: v.optional(v.pipe(v.array(annotation), v.maxLength(50))),
});

const date = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => new Date(text)),
);

const common = {
  details_url: v.optional(v.string()),
  external_id: v.optional(v.string()),
  status: v.optional(v.picklist(checkStatuses)),
  conclusion: v.optional(v.picklist(checkConclusions)),
  started_at: v.optional(date),
  completed_at: v.optional(date),
  actions: v.optional(v.pipe(v.array(action), v.maxLength(3))),
};

/** `output` needs a title only when the run is made. */
export const creation = v.object({
  ...common,
  name: v.string(),
  head_sha: v.string(),
  output: v.optional(v.object({ ...output.entries, title: v.string() })),
});

export const update = v.object({ ...common, name: v.optional(v.string()), output: v.optional(output) });

type Body = v.InferOutput<typeof update>;

/** What the body says, once the rules that no schema holds are checked too. */
export const wordsOf = (body: Body): CheckRunWords => {
  if (body.status === 'completed' && !body.conclusion) throw invalidRequest('"conclusion" wasn\'t supplied.');
  return {
    name: body.name,
    externalId: body.external_id,
    detailsUrl: body.details_url,
    status: body.status,
    conclusion: body.conclusion,
    startedAt: body.started_at,
    completedAt: body.completed_at,
    output: body.output,
    annotations: body.output?.annotations?.map(checkAnnotation),
    actions: body.actions,
  };
};

const checkAnnotation = (raw: v.InferOutput<typeof annotation>): Annotation => {
  const { start_line, end_line } = raw;
  const columns = raw.start_column != null || raw.end_column != null;
  if (!Number.isInteger(start_line) || !Number.isInteger(end_line) || start_line < 1 || end_line < start_line) {
    throw invalidRequest(`For 'properties/end_line', ${end_line} does not come after line ${start_line}.`);
  }
  if (columns && start_line !== end_line) {
    throw invalidRequest(
      "For 'properties/start_column', columns are allowed only where start_line and end_line are the same.",
    );
  }
  return {
    path: raw.path,
    start_line,
    end_line,
    start_column: raw.start_column ?? null,
    end_column: raw.end_column ?? null,
    annotation_level: raw.annotation_level,
    message: raw.message,
    title: raw.title ?? null,
    raw_details: raw.raw_details ?? null,
  };
};
