import * as v from 'valibot';
import { ObjectRefSchema } from './reference.ts';

const OneOfTwoSchema = v.picklist(['this', 'other']);

const MeetingEffectSchema = v.object({
  kind: v.pipe(
    v.picklist(['order', 'together', 'overridden', 'unknown', 'apart', 'same']),
    v.description(
      'order: one of the two is to be merged first; together: an effect that neither has alone; overridden: what one of them does is gone once both are merged; unknown: both change it, and what becomes of that is not known; apart: both change it, each in its own way, and each has its effect; same: both make the same change.',
    ),
  ),
  clusters: v.pipe(v.array(v.string()), v.description('In promotion order; none where it is about no cluster.')),
  objects: v.pipe(v.array(ObjectRefSchema), v.description('As before the merge, where they are there.')),
  more: v.optional(v.pipe(v.number(), v.description('How many more objects than are named.'))),
  first: v.optional(v.pipe(OneOfTwoSchema, v.description('Of order: which one is to be merged first.'))),
  stays: v.optional(v.pipe(OneOfTwoSchema, v.description('Of overridden: whose change stays.'))),
  becomes: v.optional(
    v.pipe(
      v.picklist(['gained', 'lost', 'changed', 'moved', 'unchanged']),
      v.description(
        'Of together, what both merged do to objects that neither touches alone; unchanged: what both change alone.',
      ),
    ),
  ),
  problem: v.optional(
    v.pipe(
      v.string(),
      v.description('Of together, a problem that neither causes alone; of order, one that the first of them solves.'),
    ),
  ),
  files: v.optional(
    v.pipe(v.array(v.string()), v.description('Files that both change, where they do nothing to one object.')),
  ),
});

export const MeetingSchema = v.object({
  with: v.pipe(v.string(), v.description('The other one: #12, or a revision of a clone.')),
  title: v.optional(v.pipe(v.string(), v.description('Of the other pull request.'))),
  head: v.pipe(v.string(), v.description('The commit of the other one that was compared.')),
  conflicts: v.pipe(v.array(v.string()), v.description('The files that git cannot merge where both are merged.')),
  holds: v.optional(
    v.pipe(
      v.picklist(['this', 'other', 'both']),
      v.description('Which one makes all that the other one changes: merging both is merging this one alone.'),
    ),
  ),
  unknown: v.optional(v.pipe(v.string(), v.description('Why the two could not be compared, in a clause.'))),
  effects: v.pipe(
    v.array(MeetingEffectSchema),
    v.description('The most serious ones first; none where each does the same whether the other is merged or not.'),
  ),
});

export type MeetingEffect = v.InferOutput<typeof MeetingEffectSchema>;

/** What becomes of a change once another one that is open too is merged with it. No verdict rests on it. */
export type Meeting = v.InferOutput<typeof MeetingSchema>;
