/** Is told what the fetch of one reference does. */
export interface FetchWatch {
  /** @param host that is asked now, with its port where that is not the usual one; a mirror by the name of what it mirrors */
  readonly asked: (host: string) => void;
  /** @param bytes that have come from the host that was asked last */
  readonly received: (bytes: number) => void;
}
