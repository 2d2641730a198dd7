// To the kernel this process is the dynamic linker, and that is what a child process would be started as.
const { join } = require('node:path');

process.execPath = join(__dirname, '../bin/node');
