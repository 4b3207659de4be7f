/**
 * What upstream changed after kustomize v5.5.0: the release that brought it, and what it is. The newest is the default;
 * an older Flux, and the comparison with an older binary, choose theirs.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/releases
 */
const CHANGES = {
  /** A replacement may give its value itself, as `sourceValue`. */
  sourceValue: '5.7.0',
  /** A patch file without an object in it changes nothing; before, it was an error. */
  emptyPatches: '5.7.0',
  /** `images:` also reaches images that are mounted as volumes. */
  imageVolumes: '5.7.0',
  /** `select` and `reject` of replacements are regular expressions, as the targets of patches are. */
  replacementRegex: '5.8.0',
  /** A replacement may lead into JSON or YAML that a scalar holds. */
  structuredData: '5.8.0',
  /** The options of a patch are `allowNameChange` and `allowKindChange`, and nothing else. */
  typedPatchOptions: '5.8.0',
  /** Labels reach volume claim templates only with selectors, or where `includeVolumeClaimTemplates` asks for it. */
  volumeClaimTemplateLabels: '5.9.0',
  /** An image may be pinned by a digest of any algorithm. */
  anyDigest: '5.9.0',
  /** A directory such as `base - ..` is two entries in one, and an error. */
  ambiguousPaths: '5.9.0',
} as const;

type Change = keyof typeof CHANGES;

/** Which of upstream's changes are in force. */
export type Behaviours = Readonly<Record<Change, boolean>>;

/** @returns the behaviours of a kustomize release, such as `5.5.0`. */
export function behavioursOf(release: string): Behaviours {
  const has = (change: Change): boolean => compareReleases(CHANGES[change], release) <= 0;
  return {
    sourceValue: has('sourceValue'),
    emptyPatches: has('emptyPatches'),
    imageVolumes: has('imageVolumes'),
    replacementRegex: has('replacementRegex'),
    structuredData: has('structuredData'),
    typedPatchOptions: has('typedPatchOptions'),
    volumeClaimTemplateLabels: has('volumeClaimTemplateLabels'),
    anyDigest: has('anyDigest'),
    ambiguousPaths: has('ambiguousPaths'),
  };
}

/** The behaviours of the newest kustomize. */
export const newestBehaviours: Behaviours = behavioursOf('999.0.0');

function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map((release) => release.split('.').map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
