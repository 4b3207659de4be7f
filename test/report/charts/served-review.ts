import { gitAccess } from '../../../src/git/elsewhere/git-access.ts';
import { GitObjects } from '../../../src/git/objects/git-objects.ts';
import type { Review } from '../../../src/review/contract/review.ts';
import { type ReviewRequest, review } from '../../../src/review.ts';
import { asResolution } from '../../../src/sources/contract/source-ref.ts';
import { readFetchSettings } from '../../../src/sources/settings/fetch-settings.ts';
import { Sources } from '../../../src/sources/sources.ts';
import { driveWithSources, type ResolveSources } from '../../../src/tree/objects/drive.ts';
import type { Blob, ObjectId } from '../../../src/tree/objects/repo-tree.ts';
import { SourceTable } from '../../../src/tree/sources/source-table.ts';
import type { ChartHost } from '../../fake-sources/chart-host.ts';
import { tempFolder } from '../../git/temp-repository.ts';
import { AS_GIVEN, type Layout } from '../../review/review-of.ts';
import { memoryTree } from '../../tree/memory-tree.ts';

/** Reviews a change whose charts a host serves, as the command line and the App fetch them. */
export async function servedReview(
  before: Layout,
  after: Layout,
  host: Pick<ChartHost, 'mirrors'>,
  more: Partial<Omit<ReviewRequest, 'before' | 'after'>> = {},
): Promise<Review> {
  const here = { FETCH_HOSTS: '127.0.0.1', FETCH_ALLOW: '127.0.0.1' };
  const settings = readFetchSettings({ FETCH: 'on', ...here, FETCH_MIRRORS: host.mirrors });
  const sources = new Sources({ settings, directory: tempFolder(), git: gitAccess, freshFor: 60_000 });
  const fetched = new Map<ObjectId, Blob>();
  const readers = new Map<string, GitObjects>();
  const resolve: ResolveSources = async (needed) => {
    const resolved = await sources.resolve(needed, { format: 'sha1' });
    for (const each of resolved.values()) {
      if (each.kind !== 'file') continue;
      const reader = readers.get(each.gitDirectory) ?? new GitObjects(each.gitDirectory);
      readers.set(each.gitDirectory, reader);
      const held = (await reader.read([each.id])).get(each.id);
      if (held?.kind === 'blob') fetched.set(each.id, held.blob);
    }
    return new Map([...resolved].map(([key, each]) => [key, asResolution(each)]));
  };
  const [was, is] = [memoryTree(before), memoryTree(after)];
  const over = (tree: typeof was, table: SourceTable) => ({
    ...tree,
    objects: { ...tree.objects, blob: (id: ObjectId) => fetched.get(id) ?? tree.objects.blob(id) },
    sources: table,
  });
  try {
    const { result } = await driveWithSources({ fetch: async () => undefined, resolve }, new SourceTable(), (table) =>
      review({ ...AS_GIVEN, before: over(was, table), after: over(is, table), ...more }),
    );
    return result;
  } finally {
    sources.close();
    for (const reader of readers.values()) await reader.close();
  }
}
