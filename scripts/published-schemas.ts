import { toJsonSchema } from '@valibot/to-json-schema';
import { ConfigFileSchema } from '../src/config/config-schema.ts';
import { WhereSchema } from '../src/fleet/where/where-contract.ts';
import { HistorySchema } from '../src/review/contract/history.ts';
import { ImageDiffSchema } from '../src/review/contract/image-diff.ts';
import { ImageListSchema } from '../src/review/contract/image-list.ts';
import { ReviewSchema } from '../src/review/contract/review.ts';

/** The schemas that editors and readers of `--format json` use, by the file they stand in. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  return new Map([
    [
      'docs/config.schema.json',
      printed('config', 'Blast Radius configuration', toJsonSchema(ConfigFileSchema, { errorMode: 'ignore' })),
    ],
    [
      'docs/review.schema.json',
      printed(
        'review',
        'Blast Radius review',
        toJsonSchema(ReviewSchema, { errorMode: 'ignore' }),
        'What `blast-radius diff --format json` prints. Later versions only add.',
      ),
    ],
    [
      'docs/where.schema.json',
      printed(
        'where',
        'Blast Radius: what runs where',
        toJsonSchema(WhereSchema, { errorMode: 'ignore' }),
        'What `blast-radius where --format json` prints. Later versions only add.',
      ),
    ],
    [
      'docs/history.schema.json',
      printed(
        'history',
        'Blast Radius: what the last commits did',
        toJsonSchema(HistorySchema, { errorMode: 'ignore' }),
        'What `blast-radius history --format json` prints. Later versions only add.',
      ),
    ],
    [
      'docs/images.schema.json',
      printed(
        'images',
        'Blast Radius: images',
        toJsonSchema(ImageListSchema, { errorMode: 'ignore' }),
        'What `blast-radius images --format json` prints. Later versions only add.',
      ),
    ],
    [
      'docs/image-changes.schema.json',
      printed(
        'image-changes',
        'Blast Radius: changes of images',
        toJsonSchema(ImageDiffSchema, { errorMode: 'ignore' }),
        'What `blast-radius images A B --format json` prints. Later versions only add.',
      ),
    ],
  ]);
}

function printed(name: string, title: string, schema: ReturnType<typeof toJsonSchema>, description?: string): string {
  const { $schema, ...rest } = schema;
  const named = {
    $schema,
    $id: `urn:blast-radius:schema:${name}:1`,
    ...rest,
    title,
    ...(description === undefined ? {} : { description }),
  };
  return `${JSON.stringify(named, undefined, 2)}\n`;
}
