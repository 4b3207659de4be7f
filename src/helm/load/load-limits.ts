import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import type { ChartFile } from '../chart/chart.ts';
import { countNodes } from '../chart/count-nodes.ts';
import { HelmError } from '../chart/helm-error.ts';

/** Of all files of a chart together, unpacked: Helm's limit for each archive, here with those within it. */
export const MOST_BYTES = 100 * 1024 * 1024;
/** Of templates and definitions, which are all read, where other files are only kept; Helm has no limit of its own for them. */
const MOST_READ_BYTES = 32 * 1024 * 1024;
/** Of one file: Helm's own limit. */
export const MOST_FILE_BYTES = 5 * 1024 * 1024;
/** Ten times what the largest public charts hold; Helm has no limit for it, nor for what follows. */
export const MOST_FILES = 20_000;
/** With those that are in it under several names. */
export const MOST_CHARTS = 400;
/** Of `Chart.yaml`: ten times what the largest public charts have. */
const MOST_METADATA_BYTES = 1024 * 1024;
/** In what is read of a chart before it is rendered: its metadata, values and schemas. Five times what the largest have. */
const MOST_NODES = 250_000;

/** What may still be loaded for a chart, with all that is in it. */
export class LoadLimits {
  #files = MOST_FILES;
  #bytes = MOST_BYTES;
  #read = MOST_READ_BYTES;
  #charts = MOST_CHARTS;
  #nodes = MOST_NODES;

  get bytesLeft(): number {
    return this.#bytes;
  }

  /** @throws HelmError where these are too many, or too large */
  takeFiles(files: readonly ChartFile[]): void {
    this.#files -= files.length;
    for (const { bytes } of files) this.#bytes -= bytes.length;
    if (this.#files < 0) throw new HelmError(`the chart holds more than ${MOST_FILES} files`);
    if (this.#bytes < 0) throw new HelmError(`decompressed chart is larger than the maximum size ${MOST_BYTES}`);
  }

  /** Takes a template or a definition. @throws HelmError where these are too large */
  takeRead({ bytes }: ChartFile): void {
    this.#read -= bytes.length;
    if (this.#read < 0) throw new HelmError(`the templates of the chart are larger than ${MOST_READ_BYTES} bytes`);
  }

  /** @throws HelmError where it is one too many */
  takeChart(): void {
    this.#charts -= 1;
    if (this.#charts < 0) throw new HelmError(`the chart holds more than ${MOST_CHARTS} charts`);
  }

  /** @returns the text of a chart's metadata, as {@link read} does. @throws HelmError */
  readMetadata(file: ChartFile): string {
    if (file.bytes.length > MOST_METADATA_BYTES) throw new HelmError(`${file.path} is too large`);
    return this.read(file);
  }

  /** @returns the text of a file that is about to be read. @throws HelmError where that is too much */
  read({ path, bytes }: ChartFile): string {
    const text = decodeBytes(bytes);
    this.#nodes -= countNodes(text);
    if (this.#nodes < 0) throw new HelmError(`the values, schemas and metadata are too large, at ${path}`);
    return text;
  }
}
