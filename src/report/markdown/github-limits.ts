/** What GitHub takes, in characters; what is counted in bytes is never more. */
export const GITHUB_LIMITS = {
  /** @see https://docs.github.com/en/rest/issues/comments: the body of a comment */
  comment: 65_536,
  /** @see https://docs.github.com/en/rest/checks/runs: the summary of a check run, and its text, each */
  check: 65_535,
} as const;

/** The most that a report takes of either: the App adds a little. */
export const REPORT_LIMIT = 65_000;
