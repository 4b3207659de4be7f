/** Is told what the fetch of one reference does. */
export interface FetchWatch {
  /**
   * @param host that is asked now, with its port where that is not the usual one
   * @param known what people know it by: a mirror, and where one redirects to, by the name of what it mirrors
   */
  readonly asked: (host: string, known: string) => void;
  /** @param bytes that have come from the host that was asked last */
  readonly received: (bytes: number) => void;
}

/** Is told of hosts while references are resolved. */
export interface HostsWatch {
  readonly asked: (host: string) => void;
  readonly received: (host: string, bytes: number) => void;
}
