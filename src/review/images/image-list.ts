import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { describeCluster } from '../../fleet/where/describe-cluster.ts';
import type { ImageReference } from '../../kubernetes/facts/image-reference.ts';
import { type ImageList, ImageListSchema } from '../contract/image-list.ts';
import type { UnknownImage } from '../contract/images.ts';
import { asShown } from '../secrets/as-shown.ts';
import { allNames, hideForms, type SecretNames, SecretValues } from '../secrets/secret-values.ts';
import { withoutSecrets } from '../secrets/without-secrets.ts';
import { ByFact } from './by-fact.ts';
import { imageEntries, unknownEntries, userOf } from './image-entry.ts';
import { imageUses } from './image-uses.ts';
import { shownImage } from './shown-image.ts';
import { countUnknownReleases, unrenderedReleases } from './unrendered-releases.ts';

/**
 * @param fleet the clusters to list, in promotion order
 * @returns every image that they name, each once
 */
export function imageList(fleet: readonly ClusterInventory[]): ImageList {
  const images = new ByFact<ImageReference>();
  const unknown = new ByFact<Omit<UnknownImage, 'clusters'>>();
  const names: SecretNames[] = [];
  const clusters = fleet.map((each) => {
    const { cluster, inventory } = each;
    const secrets = new SecretValues([inventory]);
    names.push(secrets.names);
    for (const use of imageUses(inventory.objects, unrenderedReleases(inventory))) {
      const shown = shownImage(use, secrets);
      const user = userOf(use, shown);
      if (shown.image !== undefined) images.add(cluster.name, shown.image, user);
      else if (shown.unknown !== undefined) unknown.add(cluster.name, { ...user, ...shown.unknown });
    }
    const described = describeCluster(each);
    return {
      ...described,
      problems: described.problems.map((problem) => withoutSecrets(problem, secrets)),
      releases: countUnknownReleases(inventory),
      generators: inventory.generators.length,
    };
  });
  const list: ImageList = {
    schema: 1,
    clusters,
    images: imageEntries(images),
    unknown: unknownEntries(unknown),
  };
  return asShown(ImageListSchema, list, { clean: hideForms, names: allNames(names) });
}
