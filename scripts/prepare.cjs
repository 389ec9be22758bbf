// The first script of every command, also in a Node.js that is too old for the others: ES5 that checks the version, runs prepare.mjs, and then, in the
// Node.js of the project, what stands behind `--then`.
'use strict';
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

if (parseInt(process.versions.node, 10) < 20) {
  console.error(
    'Kebian needs Node.js 20 or newer to start (this is ' + process.versions.node + '): get it from https://nodejs.org and run this again.',
  );
  process.exit(1);
}
var THEN = '--then';
var args = process.argv.slice(2);
var then = args.indexOf(THEN);
var child = run(process.execPath, [path.join(__dirname, 'prepare.mjs')].concat(args));
// Whoever ends only this process, such as npm when it is ended, ends what it has started as well: an installation that went on alone would
// disturb the next one.
['SIGTERM', 'SIGINT', 'SIGHUP'].forEach(function (signal) {
  process.on(signal, function () {
    child.kill(signal);
  });
});
child.on('exit', function (status) {
  if (status !== 0 || then < 0) return end(status);
  // In one script with the preparation: npm leaves out `pre` scripts where a person has told it to, and hands no options to them.
  var root = path.join(__dirname, '..');
  var own = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  child = run(fs.existsSync(own) ? own : process.execPath, args.slice(then + 1));
  child.on('exit', end);
});

function run(program, options) {
  return childProcess.spawn(program, options, { stdio: 'inherit' });
}

function end(status) {
  process.exit(status === null ? 1 : status);
}
