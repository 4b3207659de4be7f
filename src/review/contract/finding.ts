import * as v from 'valibot';
import { Line, ObjectRefSchema } from './reference.ts';

export const FindingSchema = v.object({
  rule: v.string(),
  severity: v.picklist(['error', 'warning', 'notice']),
  cluster: v.optional(v.string()),
  object: v.optional(ObjectRefSchema),
  objects: v.optional(
    v.pipe(v.array(ObjectRefSchema), v.description('The objects it is about, if there are several.')),
  ),
  message: v.string(),
  path: v.optional(v.string()),
  line: v.optional(Line),
  fix: v.optional(v.string()),
});

export const UntoldSchema = v.object({
  rule: v.string(),
  standing: v.pipe(v.number(), v.description('Errors and warnings that exist before and after the merge.')),
  excepted: v.pipe(v.number(), v.description('Findings in files that `except` of the configuration names.')),
});

export type Finding = v.InferOutput<typeof FindingSchema>;
