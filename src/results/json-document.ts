import { readFileSync } from 'node:fs';
import { errorCodeOf } from '../kernel/error-code.js';
import { CommandError, EXIT } from './exit-code.js';

/** A JSON object read from a file of ours. Every method throws CommandError (broken) that names the file and the field. */
export class JsonDocument {
  readonly #path: string;
  readonly #fields: Readonly<Record<string, unknown>>;
  /** Where in the file it is: empty, or `settings.workload.`. */
  readonly #prefix: string;

  private constructor(path: string, fields: Readonly<Record<string, unknown>>, prefix: string) {
    this.#path = path;
    this.#fields = fields;
    this.#prefix = prefix;
  }

  /** Reads a file whose `schema` and `version` must be these. */
  static read(path: string, schema: string, version: number): JsonDocument {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (thrown) {
      throw new CommandError(EXIT.broken, `cannot read ${path} (${errorCodeOf(thrown)}): the results are not complete`);
    }
    const document = JsonDocument.parse(path, text);
    if (document.value('schema') !== schema || document.value('version') !== version) {
      throw new CommandError(
        EXIT.broken,
        `${path} is ${String(document.value('schema'))} version ${String(document.value('version'))}, not ${schema} version ${String(version)}: ` +
          'use the afalg-stress that wrote it',
      );
    }
    return document;
  }

  /** @param path for the errors: the file that has the text, or what else it is */
  static parse(path: string, text: string): JsonDocument {
    const fields = fieldsOf(text);
    if (fields === undefined) throw new CommandError(EXIT.broken, `${path} is damaged: it is not a JSON object`);
    return new JsonDocument(path, fields, '');
  }

  /** The names of its fields. */
  names(): readonly string[] {
    return Object.keys(this.#fields);
  }

  /** A field as it is, whatever it is. */
  value(name: string): unknown {
    return this.#fields[name];
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  /** null for null, and for a field that is not there. */
  optionalText(name: string): string | null {
    return this.#fields[name] === undefined || this.#fields[name] === null ? null : this.text(name);
  }

  text(name: string): string {
    const value = this.#fields[name];
    return typeof value === 'string' ? value : this.#refuse(name, 'a text');
  }

  number(name: string): number {
    const value = this.#fields[name];
    return typeof value === 'number' ? value : this.#refuse(name, 'a number');
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const text = this.text(name);
    return choices.find((choice) => choice === text) ?? this.#refuse(name, `one of ${choices.join(', ')}`);
  }

  object(name: string): JsonDocument {
    const value = this.#fields[name];
    return isObject(value)
      ? new JsonDocument(this.#path, value, `${this.#prefix}${name}.`)
      : this.#refuse(name, 'an object');
  }

  /** An array of objects. */
  objects(name: string): readonly JsonDocument[] {
    const value = this.#fields[name];
    if (!Array.isArray(value)) return this.#refuse(name, 'a list');
    return value.map((each: unknown, index) => {
      const place = `${name}[${String(index)}]`;
      return isObject(each)
        ? new JsonDocument(this.#path, each, `${this.#prefix}${place}.`)
        : this.#refuse(place, 'an object');
    });
  }

  #refuse(name: string, wanted: string): never {
    throw new CommandError(EXIT.broken, `${this.#path} is damaged: ${this.#prefix}${name} is not ${wanted}`);
  }
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
