/** Well-known names of stages, from the first that a change reaches to the last. */
const STAGES: readonly RegExp[] = [
  /^(dev|devel|develop|development|sandbox|sandpit|sbox|sbx|snd|lab|local)$/,
  /^(int|integration|ci|sit)$/,
  /^(test|testing|tst|qa|aat|ithc|nft|perf|perftest)$/,
  /^(stage|staging|stg|uat|preprod|preproduction|ppd|acc|acceptance|nonprod|ptl)$/,
  /^(prod|production|prd|live|dr)$/,
];

/** Where a name that says nothing about its stage stands: before production, after everything known to come earlier. */
const UNKNOWN = STAGES.length - 1.5;

/** @returns whether a word is a well-known name of a stage. */
export function isStageName(word: string): boolean {
  return STAGES.some((stage) => stage.test(word));
}

let collator: Intl.Collator | undefined;

/** Compares names as people count: `site-9` stands before `site-10`. */
function byName(a: string, b: string): number {
  // Made where it is needed: that takes as long as to load a tenth of the program.
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

/** @returns clusters from the first that a change should reach to the last; equals in the order of their names. */
export function inPromotionOrder<Named extends { readonly name: string }>(
  clusters: readonly Named[],
): readonly Named[] {
  return [...clusters].sort(
    (a, b) => stageOf(a.name) - stageOf(b.name) || byName(a.name, b.name) || (a.name < b.name ? -1 : 1),
  );
}

/** Whether a name says that it is a stage: `prod`, `eu-staging`. */
export function isStage(name: string): boolean {
  return stageOf(name) !== UNKNOWN;
}

/** @returns the rank of the stage that a word of the name tells: `eu-prod-1` is a production. */
export function stageOf(name: string): number {
  const ranks = name
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => STAGES.findIndex((stage) => stage.test(word)))
    .filter((rank) => rank >= 0);
  return ranks.length === 0 ? UNKNOWN : Math.max(...ranks);
}
