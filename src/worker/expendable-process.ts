import { fork, type ChildProcess } from 'node:child_process';

/** How a question to a process that may get stuck in the kernel ends. */
export type Reply<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'hung'; readonly milliseconds: number }
  | { readonly kind: 'died'; readonly how: string };

/** What a message means to who asked: the answer, or a sign of life and how long to wait for the next. */
export type Meaning<Value> =
  { readonly kind: 'answer'; readonly value: Value } | { readonly kind: 'alive'; readonly milliseconds: number };

/** A forked process that answers one question at a time, and is replaced when it is stuck in the kernel or dead. */
export class ExpendableProcess<Message> implements Disposable {
  readonly #main: string;
  readonly #isMessage: (value: unknown) => value is Message;
  #child: ChildProcess | undefined;

  /** @param main path of its main module */
  constructor(main: string, isMessage: (value: unknown) => value is Message) {
    this.#main = main;
    this.#isMessage = isMessage;
  }

  /** Settles within the time last allowed, whatever the process does. */
  async ask<Value>(
    question: object,
    milliseconds: number,
    read: (message: Message) => Meaning<Value>,
  ): Promise<Reply<Value>> {
    this.#child ??= this.#start();
    const reply = await this.#exchange(this.#child, question, milliseconds, read);
    if (reply.kind !== 'answer') this.#abandon();
    return reply;
  }

  #start(): ChildProcess {
    const child = fork(this.#main, {
      serialization: 'advanced',
      // A session of its own, so that Ctrl-C reaches only the cli process.
      detached: true,
      // Stuck in the kernel it would hold our stdout and stderr open, and whoever reads them would wait for ever.
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
    return child;
  }

  [Symbol.dispose](): void {
    this.#abandon();
  }

  async #exchange<Value>(
    child: ChildProcess,
    question: object,
    milliseconds: number,
    read: (message: Message) => Meaning<Value>,
  ): Promise<Reply<Value>> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (reply: Reply<Value>): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(reply);
      };
      const allow = (time: number): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          settle({ kind: 'hung', milliseconds: time });
        }, time);
      };
      allow(milliseconds);
      child.on('message', (message: unknown) => {
        if (!this.#isMessage(message)) return;
        const meaning = read(message);
        switch (meaning.kind) {
          case 'alive':
            allow(meaning.milliseconds);
            break;
          case 'answer':
            settle(meaning);
            break;
        }
      });
      child.on('error', (error) => {
        settle({ kind: 'died', how: error.message });
      });
      child.on('exit', (code, signal) => {
        settle({ kind: 'died', how: signal === null ? `exit code ${String(code)}` : `signal ${signal}` });
      });
      child.send(question, () => undefined);
    });
  }

  /** Killed if it can be; nobody waits for it. */
  #abandon(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    child.removeAllListeners();
    child.on('error', () => undefined);
    child.kill('SIGKILL');
    if (child.connected) child.disconnect();
    child.stderr?.destroy();
    child.unref();
  }
}
