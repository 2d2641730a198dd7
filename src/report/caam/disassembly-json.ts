import type { CaamObject, DescriptorObject } from '../../caam/dump/caam-object.js';
import type { Instruction } from '../../caam/descriptor/command.js';
import { wordText } from '../../caam/word.js';
import { carriesKey, hidesAll, isHidden, REDACTED } from './key-redaction.js';

/** What `disasm --json` prints. */
export function objectsJson(objects: readonly CaamObject[], showKeys: boolean): object {
  return { objects: objects.map((object) => objectJson(object, showKeys)) };
}

function objectJson(object: CaamObject, showKeys: boolean): object {
  const { kind, label, form, line, guessed, notes } = object;
  const origin = { kind, ...(label === undefined ? {} : { label }) };
  const where = { form, line, guessed };
  if (object.kind === 'sgt') {
    const { layout, words, entries, trailing } = object.table;
    const isShown = showKeys || object.isSound;
    return {
      ...origin,
      input: { layout, ...where },
      words: words.map((word) => (isShown ? wordText(word) : REDACTED)),
      entries: isShown ? entries : [],
      ...(trailing.length === 0 ? {} : { trailing: trailing.length }),
      notes,
    };
  }
  const { trailing } = object.disassembly;
  return {
    ...origin,
    input: { ...object.disassembly.format, ...where },
    words: wordsJson(object, showKeys),
    instructions:
      !showKeys && hidesAll(object.disassembly)
        ? []
        : object.disassembly.instructions.map((instruction) => instructionJson(instruction, object, showKeys)),
    // Left-over memory may hold the keys of other descriptors.
    ...(trailing.length === 0 ? {} : { trailing: trailing.map((word) => (showKeys ? wordText(word) : REDACTED)) }),
    notes,
  };
}

function wordsJson({ disassembly }: DescriptorObject, showKeys: boolean): readonly string[] {
  const { words, roles } = disassembly;
  const isAllHidden = hidesAll(disassembly);
  return words.map((word, index) => {
    if (roles[index] === 'lost') return 'lost';
    return !showKeys && (isAllHidden || isHidden(roles[index])) ? REDACTED : wordText(word);
  });
}

/** Index and name first, whatever order they were decoded in. */
function instructionJson(instruction: Instruction, { disassembly }: DescriptorObject, showKeys: boolean): object {
  const { index, op, size, ...rest } = instruction;
  const isHidden = !showKeys && 'immData' in rest && carriesKey(instruction, disassembly);
  return { index, op, ...rest, ...(isHidden ? { immData: REDACTED } : {}), size };
}
