import type { Trial } from './trials.ts';

/** Counts how promotions end, by fleet and by reason. */
export class Tally {
  tried = 0;
  wrong = 0;
  readonly #isVerbose: boolean;
  readonly #reasons = new Map<string, number>();
  readonly #fleets = new Map<string, { tried: number; patches: number; wrong: number; refused: number }>();

  constructor(isVerbose: boolean) {
    this.#isVerbose = isVerbose;
  }

  /** @param faults what is wrong with a patch */
  add(fleet: string, { unit, cluster }: Trial, how: string, faults: readonly string[], more = ''): void {
    const counts = this.#fleets.get(fleet) ?? { tried: 0, patches: 0, wrong: 0, refused: 0 };
    this.#fleets.set(fleet, counts);
    const isPatch = how.startsWith('patch');
    this.tried += 1;
    counts.tried += 1;
    if (isPatch) counts.patches += 1;
    else counts.refused += 1;
    const isWrong = faults.length > 0;
    if (isWrong) {
      this.wrong += 1;
      counts.wrong += 1;
    }
    const reason = isWrong ? `WRONG ${kindOf(faults[0] ?? '')}` : kindOf(how);
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    if (!isWrong && !this.#isVerbose) return;
    const lines = [...faults.slice(0, 6), ...(faults.length > 6 ? [`and ${faults.length - 6} more`] : [])];
    const about = this.#isVerbose ? `\n${more}` : '';
    process.stdout.write(
      `--- ${fleet}: ${unit} to ${cluster}: ${how}\n${lines.map((line) => `    ${line}\n`).join('')}${about}\n`,
    );
  }

  endFleet(fleet: string): void {
    const { tried, patches, wrong, refused } = this.#fleets.get(fleet) ?? {
      tried: 0,
      patches: 0,
      wrong: 0,
      refused: 0,
    };
    process.stdout.write(`${fleet}: ${tried} tried, ${patches} patches, ${wrong} wrong, ${refused} refused\n`);
  }

  print(): void {
    const rows = [...this.#reasons]
      .sort((a, b) => b[1] - a[1])
      .map(([reason, count]) => `${String(count).padStart(5)}  ${reason}\n`);
    process.stdout.write(`\n${rows.join('')}${String(this.tried).padStart(5)}  tried, ${this.wrong} wrong\n`);
  }
}

/** The same reason about other things is one. */
function kindOf(reason: string): string {
  return reason
    .replace(/\([^)]*\)/g, '')
    .replace(/"[^"]*"|`[^`]*`/g, '…')
    .replace(/[^ :,;]*[/.][^ :,;]*/g, '…')
    .replace(/\b([A-Z][A-Za-z]+) (?!…)[a-z0-9][\w-]*(?= )/g, 'KIND …')
    .replace(
      /^(refused: |nothing: |WRONG )?[\w>-]+ (?=runs its own|would|is already|lacks|has no|loses|changes|does not)/,
      '$1… ',
    )
    .replace(/, and [\w-]+ has none/, ', and … has none')
    .replace(/(over-gain|half unit).*/, '$1')
    .slice(0, 120);
}
