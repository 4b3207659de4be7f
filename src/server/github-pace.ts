import Bottleneck from 'bottleneck';

/** Bursts of this size go out at once: one pull request's writes, several times over. */
const burst = 20;

/**
 * How fast one installation writes. Octokit's own pace is one write a second and one comment every three, whatever
 * has been spent; a required check would wait for it with the whole budget unused. GitHub's documented limit is 80 a
 * minute: a bucket that holds a burst and fills at that rate. Limits that GitHub announces still stop everything.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 * @returns what Octokit's throttling takes in place of its own groups
 */
export function githubPace(writesPerMinute: number): { write: Bottleneck.Group; notifications: Bottleneck.Group } {
  const perQuarterSecond = 250;
  const interval = Math.max(
    perQuarterSecond,
    Math.ceil(60_000 / writesPerMinute / perQuarterSecond) * perQuarterSecond,
  );
  const write = new Bottleneck.Group({
    reservoir: burst,
    reservoirIncreaseInterval: interval,
    reservoirIncreaseAmount: Math.max(1, Math.floor((writesPerMinute * interval) / 60_000)),
    reservoirIncreaseMaximum: Math.max(burst, Math.floor(writesPerMinute / 4)),
  });
  return { write, notifications: new Bottleneck.Group({}) };
}
