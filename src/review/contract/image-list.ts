import * as v from 'valibot';
import { FoundClusterSchema } from '../../fleet/where/where-contract.ts';
import { ImageSchema, UnknownImageSchema } from './images.ts';

/**
 * The images of a fleet, as data: what `images --format json` prints and the one input of its report.
 * `docs/images.schema.json` is generated from here. Later versions only add.
 */
export const ImageListSchema = v.object({
  schema: v.literal(1),
  clusters: v.pipe(
    v.array(
      v.object({
        ...FoundClusterSchema.entries,
        releases: v.pipe(
          v.number(),
          v.description('Releases that are not rendered whole: which images these bring is not all known.'),
        ),
        generators: v.pipe(
          v.number(),
          v.description('Objects of which a controller makes others: what these run is not known.'),
        ),
      }),
    ),
    v.description('In promotion order, with what is not known of them.'),
  ),
  images: v.pipe(v.array(ImageSchema), v.description('Each once, by name.')),
  unknown: v.pipe(v.array(UnknownImageSchema), v.description('Fields that name an image, which is not known.')),
});

export type ImageList = v.InferOutput<typeof ImageListSchema>;
