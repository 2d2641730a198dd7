/** What is proven on the board in one boot, as patterns of test names: some minutes each, so that a dead board costs no more. */
export const BOARD_PARTS: readonly (readonly string[])[] = [
  ['^off', '^eio', '^positive', '^flip'],
  ['^truncate', '^stale', '^overrun', '^ivwb'],
  ['^iv-race', '^slow', '^spurious', '^lost', '^busy', '-fails:'],
];
