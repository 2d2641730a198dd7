import { Malformed, type Codec } from '../../codec/codec.js';
import { printable } from '../../codec/printable.js';
import { fieldsIn } from '../../codec/structures.js';
import { CommandError, EXIT } from '../exit-code.js';
import { readResultFile } from '../files/read-result-file.js';

/** A kind of file, or of document that a command prints: what it is called, and what is in it. */
export class Format<T> {
  readonly schema: string;
  readonly version: number;
  readonly codec: Codec<T>;

  /** @param name `run` of `afalg-stress/run` */
  constructor(name: string, version: number, codec: Codec<T>) {
    this.schema = `afalg-stress/${name}`;
    this.version = version;
    this.codec = codec;
  }

  /** As text, a line break at its end. */
  write(value: T): string {
    return `${JSON.stringify(this.document(value), null, 2)}\n`;
  }

  /** What `write` makes a text of. */
  document(value: T): Readonly<Record<string, unknown>> {
    return { schema: this.schema, version: this.version, ...fieldsIn(this.codec.write(value), '') };
  }

  /**
   * @param source for the message: the path of the file
   * @throws CommandError (broken) that names the source, and the field where there is one
   */
  read(text: string, source: string): T {
    const fields = objectIn(text);
    if (fields === undefined) throw new CommandError(EXIT.broken, `${source} is damaged: it is not a JSON object`);
    const { schema, version } = fields;
    if (schema !== this.schema || version !== this.version) {
      throw new CommandError(
        EXIT.broken,
        `${source} is ${printable(String(schema))} version ${versionText(version)}, not ${this.schema} version ${String(this.version)}: ` +
          'use the afalg-stress that wrote it',
      );
    }
    try {
      return this.codec.read(fields, '');
    } catch (thrown) {
      if (!(thrown instanceof Malformed)) throw thrown;
      throw new CommandError(EXIT.broken, `${source} is damaged: ${thrown.message}`);
    }
  }

  /** @throws CommandError (broken) as `read`, and when there is no such file */
  load(path: string): T {
    return this.read(readResultFile(path).toString('utf8'), path);
  }
}

/** `1`, but `"1" (a string)`: what looks like our version and is none would make a riddle of the message. */
function versionText(version: unknown): string {
  if (typeof version === 'number') return String(version);
  return version === undefined ? 'none' : `${printable(JSON.stringify(version))} (${typeof version})`;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
