import type { ApprovalConfig, Permission } from '../../../src/config/config.ts';
import { type Content, changeOf, effectKey, errorsOf, isUnread, type Target } from '../world/effects.ts';
import type { Given, GivenForRule, GivenReview, Judged, Withdrawal } from './happened.ts';
import { administrators, fits, maintainers, type Rules } from './rules.ts';

/** What people have to accept, and by which rule. */
interface Needed {
  readonly pull: number;
  readonly target: Target;
  readonly effect: string;
  readonly rule: ApprovalConfig;
}

/**
 * What really happened: who saw what, who did what, who was allowed what. It knows nothing of how the App keeps and folds
 * approvals, and judges each green check by the one sentence that the App promises.
 */
export class Truth {
  /** Counts turns: one thing happens in each. */
  turn = 0;
  readonly rules: Rules;
  readonly #acted: { readonly pull: number; readonly login: string; readonly turn: number }[] = [];
  readonly #roles: { readonly login: string; readonly role: Permission | undefined; readonly turn: number }[] = [];
  readonly #given: Given[] = [];
  readonly #overrides: GivenForRule[] = [];
  readonly #acknowledged: GivenForRule[] = [];
  readonly #reviews: GivenReview[] = [];
  readonly #withdrawals: Withdrawal[] = [];

  constructor(rules: Rules) {
    this.rules = rules;
  }

  acted(pull: number, login: string): void {
    this.#acted.push({ pull, login, turn: this.turn });
  }

  role(login: string, role: Permission | undefined): void {
    this.#roles.push({ login, role, turn: this.turn });
  }

  gave(given: Given): void {
    this.#given.push(given);
  }

  /** Nothing takes it back. */
  overrode(rule: string, given: Given): void {
    this.#overrides.push({ ...given, rule });
  }

  acknowledged(rule: string, given: Given): void {
    this.#acknowledged.push({ ...given, rule });
  }

  reviewed(id: number, isYes: boolean, given: Given): void {
    this.#reviews.push({ ...given, id, isYes, since: this.turn, dismissed: Number.POSITIVE_INFINITY });
  }

  dismissed(id: number): void {
    for (const review of this.#reviews) if (review.id === id) review.dismissed = this.turn;
  }

  /**
   * Who acted on a pull request, or wrote a commit of it, does not speak for others, neither on it nor on those that have its
   * head and base: whoever is barred from one is barred from all.
   *
   * @returns what to call when the App has carried it out
   */
  withdrew(
    about: Pick<Withdrawal, 'pull' | 'target' | 'by' | 'base' | 'time'>,
    { isAuthor, sharing }: { readonly isAuthor: () => boolean; readonly sharing: () => readonly number[] },
  ): () => void {
    const since = this.turn;
    let acted = false;
    const hasActed = () => {
      acted ||= isAuthor() || this.#hasActed(sharing(), about.by, this.turn + 1);
      return acted;
    };
    const withdrawal: Withdrawal = {
      ...about,
      isForAll: false,
      isForLosses: false,
      hasActed,
      heard: Number.POSITIVE_INFINITY,
    };
    hasActed();
    this.#withdrawals.push(withdrawal);
    return () => {
      if (withdrawal.heard < Number.POSITIVE_INFINITY) return;
      withdrawal.heard = this.turn;
      const rule = this.#ruleOf(about.target);
      const roles = this.#rolesOf(about.by, since, this.turn);
      withdrawal.isForAll = (rule.author || !hasActed()) && roles.every((role) => fits(rule, about.by, role));
      withdrawal.isForLosses = withdrawal.isForAll && roles.every((role) => fits(maintainers, about.by, role));
    };
  }

  /** To be called after each turn: who is kept from something only for a while is kept from it. */
  turned(): void {
    for (const { heard, hasActed } of this.#withdrawals) if (heard === Number.POSITIVE_INFINITY) hasActed();
  }

  /** @returns why a green check must not be; `undefined` where it may */
  wrongWith(judged: Judged): string | undefined {
    const reasons = judged.tips.map((tip) => this.#wrongInto(tip, judged));
    return reasons.some((reason) => reason === undefined) ? undefined : reasons.at(-1);
  }

  #wrongInto(tip: Content, judged: Judged): string | undefined {
    if (isUnread(tip, judged.head)) return `#${judged.pulls[0]} ${judged.base}: it brings what nothing has read`;
    for (const pull of judged.pulls)
      for (const target of judged.about) {
        const change = changeOf(target, tip, judged.head);
        const effect = effectKey(target, change);
        const needed = { pull, target, effect, rule: tip.config === 0 ? this.#ruleOf(target) : maintainers };
        const finds = errorsOf(target, change?.after).find((each) => !this.#isAccepted(each, needed, judged));
        if (finds !== undefined) return `#${pull} ${judged.base}: ${effect} of ${target} is an error by ${finds}`;
        if (effect === '' || tip.config !== 0) continue;
        const { count } = needed.rule;
        const most = Math.max(...this.#moments(judged).map((at) => this.#approvers(needed, judged, at).size));
        if (most < count) return `#${pull} ${judged.base}: ${effect} of ${target} has ${most} of ${count} approvals`;
      }
    return undefined;
  }

  /** Reviews change while the App judges: it may have read them before or after. */
  #moments({ from, to }: Judged): readonly number[] {
    const changes = this.#reviews.flatMap(({ since, dismissed }) => [since, dismissed]);
    return [from, ...changes.filter((turn) => turn > from && turn <= to)];
  }

  #approvers(needed: Needed, judged: Judged, at: number): ReadonlySet<string> {
    return this.#giversOf([...this.#given, ...this.#reviewsAt(needed.pull, at)], needed, judged, 'isForAll');
  }

  /** @param withdrawal which of them take it back whoever gave it */
  #giversOf(
    all: readonly Given[],
    { pull, target, effect, rule }: Needed,
    judged: Judged,
    withdrawal: 'isForAll' | 'isForLosses',
  ): ReadonlySet<string> {
    const given = all.filter(
      (each) => each.pull === pull && each.base === judged.base && each.effects[target] === effect,
    );
    const standing = given.filter((each) => !this.#isWithdrawn(each, target, judged.from, withdrawal));
    const may = standing.filter(({ by }) => {
      const hasActed = judged.authors.includes(by) || this.#hasActed(judged.pulls, by, judged.from);
      const isBarred = !rule.author && hasActed;
      return !isBarred && this.#rolesOf(by, judged.from, judged.to).some((role) => fits(rule, by, role));
    });
    return new Set(may.map(({ by }) => by));
  }

  /**
   * What a rule finds is accepted by anybody who administers, whatever they did on the pull request; a deletion that may be
   * meant also by as many as have to approve what happens to the cluster.
   */
  #isAccepted(finds: string, needed: Needed, judged: Judged): boolean {
    const { pull, target, effect, rule } = needed;
    const { base, from, to } = judged;
    const isOverridden = this.#overrides.some(
      (each) =>
        each.rule === finds &&
        each.pull === pull &&
        each.base === base &&
        each.effects[target] === effect &&
        this.#rolesOf(each.by, from, to).some((role) => fits(administrators, each.by, role)),
    );
    if (isOverridden || finds !== 'namespace-lost') return isOverridden;
    const own = this.#acknowledged.filter((each) => each.rule === finds);
    return this.#giversOf(own, needed, judged, 'isForLosses').size >= rule.count;
  }

  /** Of each person, the last review that says yes or no. */
  #reviewsAt(pull: number, at: number): readonly Given[] {
    const known = this.#reviews.filter((review) => review.pull === pull && review.since <= at);
    const last = new Map(known.map((review) => [review.by, review]));
    return [...last.values()].filter(({ isYes, dismissed }) => isYes && dismissed > at);
  }

  /**
   * Whoever may take back what all have given means whatever was seen before that. Whoever may not takes back what they
   * themselves have said, and is told so where that is nothing.
   */
  #isWithdrawn(
    { pull, by, base, time, said }: Given,
    target: Target,
    turn: number,
    withdrawal: 'isForAll' | 'isForLosses',
  ): boolean {
    return this.#withdrawals.some(
      (each) =>
        each.pull === pull &&
        each.base === base &&
        each.target === target &&
        each.heard < turn &&
        (each[withdrawal] ? each.time >= time : each.by === by && each.time >= said),
    );
  }

  #hasActed(pulls: readonly number[], login: string, turn: number): boolean {
    return this.#acted.some((each) => pulls.includes(each.pull) && each.login === login && each.turn < turn);
  }

  #rolesOf(login: string, from: number, to: number): readonly (Permission | undefined)[] {
    const own = this.#roles.filter((each) => each.login === login && each.turn <= to);
    const before = own.findLast(({ turn }) => turn <= from)?.role;
    return [before, ...own.filter(({ turn }) => turn > from).map(({ role }) => role)];
  }

  #ruleOf(target: Target): ApprovalConfig {
    return target === 'edge' ? this.rules.edge : this.rules.prod;
  }
}
