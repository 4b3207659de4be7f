import type { ApprovalConfig, Permission } from '../../../src/config/config.ts';
import { type Content, changeOf, effectKey, errorsOf, isUnread, type Target } from '../world/effects.ts';
import { administrators, fits, type Rules } from './rules.ts';

/** Somebody accepted what they saw. */
interface Given {
  readonly pull: number;
  readonly by: string;
  /** Where the pull request went into when they acted. */
  readonly base: string;
  /** When they saw it: nothing that was taken back later is meant by it. In milliseconds. */
  readonly time: number;
  /** When they said so, which is later where a page stood open. */
  readonly said: number;
  /** By target, the effect that stood on the page that they had before them. */
  readonly effects: Readonly<Partial<Record<Target, string>>>;
}

/** Somebody accepted, with a reason, what a rule finds wrong with what they saw. */
interface GivenOverride extends Given {
  readonly rule: string;
}

/** A review, and what became of it. */
interface GivenReview extends Given {
  readonly id: number;
  readonly isYes: boolean;
  readonly since: number;
  dismissed: number;
}

interface Withdrawal {
  readonly pull: number;
  readonly target: Target;
  readonly by: string;
  readonly base: string;
  readonly time: number;
  /** Whether they were allowed to take back what others had given, all the time until it was carried out. */
  isForAll: boolean;
  /** Whether they were kept from it at some time until now, as people are who acted. */
  hasActed: () => boolean;
  /** The turn in which the App had heard of it: it can not know before. */
  heard: number;
}

/** What a check speaks for. */
export interface Judged {
  readonly commit: string;
  readonly base: string;
  readonly head: Content;
  /** What the base branch held while the App judged. */
  readonly tips: readonly Content[];
  /** Who wrote the commits that it would bring. */
  readonly authors: readonly string[];
  /** The open pull requests with this head and base. */
  readonly pulls: readonly number[];
  /** Less than all, where it is the check of one cluster. */
  readonly about: readonly Target[];
  /** The first and last turn of the time in which it judged. */
  readonly from: number;
  readonly to: number;
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
  readonly #overrides: GivenOverride[] = [];
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
    const withdrawal: Withdrawal = { ...about, isForAll: false, hasActed, heard: Number.POSITIVE_INFINITY };
    hasActed();
    this.#withdrawals.push(withdrawal);
    return () => {
      if (withdrawal.heard < Number.POSITIVE_INFINITY) return;
      withdrawal.heard = this.turn;
      const rule = this.#ruleOf(about.target);
      const roles = this.#rolesOf(about.by, since, this.turn);
      withdrawal.isForAll = (rule.author || !hasActed()) && roles.every((role) => fits(rule, about.by, role));
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
        const rule = errorsOf(target, change?.after).find(
          (each) => !this.#isOverridden(each, pull, target, effect, judged),
        );
        if (rule !== undefined) return `#${pull} ${judged.base}: ${effect} of ${target} is an error by ${rule}`;
        if (effect === '' || tip.config !== 0) continue;
        const { count } = this.#ruleOf(target);
        const most = Math.max(
          ...this.#moments(judged).map((at) => this.#approvers(pull, target, effect, judged, at).size),
        );
        if (most < count) return `#${pull} ${judged.base}: ${effect} of ${target} has ${most} of ${count} approvals`;
      }
    return undefined;
  }

  /** Reviews change while the App judges: it may have read them before or after. */
  #moments({ from, to }: Judged): readonly number[] {
    const changes = this.#reviews.flatMap(({ since, dismissed }) => [since, dismissed]);
    return [from, ...changes.filter((turn) => turn > from && turn <= to)];
  }

  #approvers(pull: number, target: Target, effect: string, judged: Judged, at: number): ReadonlySet<string> {
    const rule = this.#ruleOf(target);
    const given = [...this.#given, ...this.#reviewsAt(pull, at)].filter(
      (each) => each.pull === pull && each.base === judged.base && each.effects[target] === effect,
    );
    const standing = given.filter((each) => !this.#isWithdrawn(each, target, judged.from));
    const may = standing.filter(({ by }) => {
      const hasActed = judged.authors.includes(by) || this.#hasActed(judged.pulls, by, judged.from);
      const isBarred = !rule.author && hasActed;
      return !isBarred && this.#rolesOf(by, judged.from, judged.to).some((role) => fits(rule, by, role));
    });
    return new Set(may.map(({ by }) => by));
  }

  /** By anybody who administers, whatever they did on the pull request. */
  #isOverridden(rule: string, pull: number, target: Target, effect: string, { base, from, to }: Judged): boolean {
    return this.#overrides.some(
      (each) =>
        each.rule === rule &&
        each.pull === pull &&
        each.base === base &&
        each.effects[target] === effect &&
        this.#rolesOf(each.by, from, to).some((role) => fits(administrators, each.by, role)),
    );
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
  #isWithdrawn({ pull, by, base, time, said }: Given, target: Target, turn: number): boolean {
    return this.#withdrawals.some(
      (each) =>
        each.pull === pull &&
        each.base === base &&
        each.target === target &&
        each.heard < turn &&
        (each.isForAll ? each.time >= time : each.by === by && each.time >= said),
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
