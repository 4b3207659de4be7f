import { isSince, NEWEST_RELEASE, RELEASES, type Release } from './releases.ts';

/**
 * What kustomize has changed since v5.5.0, each with the release that brought it. Releases in between, and older ones,
 * build alike but for these.
 */
const CHANGES = {
  /** A replacement may give its value itself, as `sourceValue`. @see api/types Replacement, commit 6c2797001 */
  sourceValue: '5.7.0',
  /** A patch without an object in it changes nothing; before, it was an error. @see kubernetes-sigs/kustomize#5771 */
  emptyPatches: '5.7.0',
  /** `images:` also reaches images that are mounted as volumes. @see builtinpluginconsts/images.go */
  imageVolumes: '5.7.0',
  /** `select` and `reject` of replacements are regular expressions. @see kubernetes-sigs/kustomize#5863 */
  replacementRegex: '5.8.1',
  /** A replacement may lead into JSON or YAML that a scalar holds. @see api/filters/replacement, commit bbe53c2c4 */
  structuredData: '5.8.1',
  /** The options of a patch are `allowNameChange` and `allowKindChange`, and nothing else. @see api/types PatchArgs */
  typedPatchOptions: '5.8.1',
  /** What is marked as made by Helm keeps its namespace, and loses the mark. @see kubernetes-sigs/kustomize#5971 */
  helmGenerated: '5.8.1',
  /** Labels reach volume claim templates only where selectors or a field of their own ask. @see kubernetes-sigs/kustomize#5831 */
  volumeClaimTemplateLabels: '5.8.2',
  /** An image may be pinned by a digest of any algorithm. @see kubernetes-sigs/kustomize#6167 */
  anyDigest: '5.8.2',
  /** A directory such as `base - ..` is two entries in one, and an error. @see kubernetes-sigs/kustomize#6087 */
  ambiguousPaths: '5.8.2',
  /** The `delimiter` of a replacement also counts within JSON or YAML. @see api/filters/replacement, commit 194aac685 */
  structuredDelimiters: '5.8.2',
  /** `images:` also reaches image volumes of CronJobs. @see builtinpluginconsts/images.go of api v0.21.2 */
  cronJobImageVolumes: '5.8.2',
  /** A ValidatingAdmissionPolicy and its binding have no namespace. @see kyaml/openapi, commit fcef996b1 */
  clusterScopedPolicies: '5.8.2',
  /** What is merged into a Secret finds `stringData` among its data. @see api/resmap normalizeSecretStringData */
  mergedStringData: '5.8.2',
} as const satisfies Readonly<Record<string, Release>>;

type Change = keyof typeof CHANGES;

/** Which of kustomize's changes are in force: what a release builds otherwise than others. */
export type Behaviours = Readonly<Record<Change, boolean>>;

/** @returns the behaviors of a release; the same object each time, and for releases that build alike. */
export function behavioursOf(release: Release): Behaviours {
  const known = BY_RELEASE.get(release);
  if (known === undefined) throw new Error(`no behaviors are known of kustomize v${release}`);
  return known;
}

/** What a release of kustomize must be for one of these changes, as messages say it. */
export function needed(change: Change): string {
  return `needs kustomize v${CHANGES[change]}`;
}

const BY_RELEASE = byRelease();

function byRelease(): ReadonlyMap<Release, Behaviours> {
  const alike = new Map<string, Behaviours>();
  const known = new Map<Release, Behaviours>();
  for (const release of RELEASES) {
    const own = computed(release);
    const text = JSON.stringify(own);
    alike.set(text, alike.get(text) ?? own);
    known.set(release, alike.get(text) ?? own);
  }
  return known;
}

function computed(release: Release): Behaviours {
  const has = (change: Change): boolean => isSince(release, CHANGES[change]);
  return {
    sourceValue: has('sourceValue'),
    emptyPatches: has('emptyPatches'),
    imageVolumes: has('imageVolumes'),
    replacementRegex: has('replacementRegex'),
    structuredData: has('structuredData'),
    typedPatchOptions: has('typedPatchOptions'),
    helmGenerated: has('helmGenerated'),
    volumeClaimTemplateLabels: has('volumeClaimTemplateLabels'),
    anyDigest: has('anyDigest'),
    ambiguousPaths: has('ambiguousPaths'),
    structuredDelimiters: has('structuredDelimiters'),
    cronJobImageVolumes: has('cronJobImageVolumes'),
    clusterScopedPolicies: has('clusterScopedPolicies'),
    mergedStringData: has('mergedStringData'),
  };
}

/** The behaviors of the newest kustomize. */
export const newestBehaviours: Behaviours = behavioursOf(NEWEST_RELEASE);
