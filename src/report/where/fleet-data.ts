/**
 * What the fleet page's script draws from: numbers refer to the clusters, units and texts of the page. It has no imports,
 * since the script is typed by it too.
 */
export interface FleetData {
  /** In promotion order. */
  readonly clusters: readonly string[];
  /** Clusters that are one column until it is opened; none where all fit on a page. */
  readonly groups: readonly { readonly name: string; readonly clusters: readonly number[] }[];
  /** What cells say, each text once; the first is that of an absent unit. */
  readonly texts: readonly string[];
  readonly units: readonly FleetUnit[];
  /** What opened cells show, each part once. */
  readonly ways: readonly FleetWay[];
  readonly settings: readonly FleetSetting[];
  /** The path that tells what is not among them, to which a unit and a cluster are added; empty where nothing does. */
  readonly ask: string;
  readonly pulls: readonly FleetPull[];
  /** Open pull requests that are not among them. */
  readonly morePulls: number;
}

/** A text for each cluster, in their order: how often it comes in a row, and which one, time and again. */
export type Runs = readonly number[];

export interface FleetUnit {
  readonly name: string;
  /** Where it is defined. */
  readonly from: string;
  /** Sentences. */
  readonly drift: readonly string[];
  readonly isSuspended: boolean;
  /** Whether it is what belongs to no unit. */
  readonly isOwn: boolean;
  /** Whether no cluster has it yet: a pull request brings it. */
  readonly isNew: boolean;
  readonly runs: Runs;
  readonly objects: readonly FleetObject[];
  /** By cluster, the command that would fill what is behind or empty. */
  readonly commands: Readonly<Record<number, string>>;
  /** By cluster, what is shown of a cell that is opened, as far as the page holds it. */
  readonly cells: Readonly<Record<number, NumberedCell>>;
}

/** What a cell shows when it is opened. */
export interface FleetCell extends CellSettings {
  readonly ways: readonly FleetWay[];
  readonly settings: readonly FleetSetting[];
}

/** The same, by the numbers of its parts. */
export interface NumberedCell extends CellSettings {
  readonly ways: readonly number[];
  readonly settings: readonly number[];
}

interface CellSettings {
  /** The stage that settings are compared with; empty for the first. */
  readonly than: string;
  /** Settings that are not shown. */
  readonly more: number;
}

/** How objects get into a cluster. */
export interface FleetWay {
  readonly objects: string;
  /** What Flux makes there, or nothing, and where that is written: from the entrypoint inwards. */
  readonly steps: readonly { readonly what: string; readonly place: string }[];
}

/** What is set there. */
export interface FleetSetting {
  /** Of which object; empty for a variable. */
  readonly object: string;
  readonly name: string;
  /** Absent where only the stage before sets it. */
  readonly value?: string;
  /** What the stage before has instead; empty where it sets none, absent where it has the same. */
  readonly before?: string;
  /** Where it is set. */
  readonly place: string;
  readonly isMain: boolean;
}

export interface FleetObject {
  readonly title: string;
  readonly runs: Runs;
  /** Where it is written, with the clusters that have it from there where that is not all of them. */
  readonly places: readonly { readonly place: string; readonly clusters: readonly number[] }[];
}

export interface FleetPull {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  /** Of the pull request, and of its report. */
  readonly links: { readonly pull: string; readonly report: string };
  /** What it does, or why that is not known. */
  readonly headline: string;
  /** Whether it may do more than its cells say. */
  readonly isUnknown: boolean;
  readonly cells: readonly FleetPullCell[];
}

/** The same in several clusters. */
export interface FleetPullCell {
  readonly unit: number;
  readonly clusters: readonly number[];
  /** What matters most of it. */
  readonly sign: '+' | '−' | '~' | '?';
  readonly text: string;
}
