import * as v from 'valibot';
import { Line } from './reference.ts';

const EvidenceSchema = v.object({
  kind: v.pipe(
    v.picklist(['sync', 'content', 'flux', 'layout']),
    v.description(
      'sync: a FluxKustomization that names its path; content: FluxKustomizations in it; flux: other files of Flux; layout: a guess by the names of directories.',
    ),
  ),
  path: v.optional(v.pipe(v.string(), v.description('The file that tells.'))),
  line: v.optional(Line),
});

export const DiscoverySchema = v.object({
  clusters: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        path: v.string(),
        paths: v.optional(v.pipe(v.array(v.string()), v.description('All its directories, if it has several.'))),
        from: EvidenceSchema,
      }),
    ),
    v.description('In promotion order.'),
  ),
  config: v.pipe(v.string(), v.description('The configuration that says the same; empty if there are no clusters.')),
  unsure: v.pipe(v.array(v.string()), v.description('What the repository does not tell, a clause each.')),
});

export type Discovered = v.InferOutput<typeof DiscoverySchema>;
