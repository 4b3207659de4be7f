/** What `promote` and `demote` have in common. */
export interface EditOptions {
  readonly repo: string;
  readonly format: 'text' | 'json';
  readonly config?: string;
  readonly dryRun?: boolean;
}

export interface PromoteOptions extends EditOptions {
  readonly from?: string;
  readonly overlay?: boolean;
  readonly toBaseline?: boolean;
  readonly withPrerequisites?: boolean;
}

export interface DemoteOptions extends EditOptions {
  readonly clean?: boolean;
}
