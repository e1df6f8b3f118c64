/**
 * A site's way out at 10.77.0.1, and all that is behind it: a proxy at port 3128 and a mirror at 8080, which say what they were
 * asked, a line each. site.js KEY CERTIFICATE; a line on standard input is the status that the proxy answers with, or 0.
 */
const { readFileSync } = require('node:fs');
const http = require('node:http');
const https = require('node:https');

const [key, cert] = process.argv.slice(2).map((file) => readFileSync(file));
const say = (line) => process.stdout.write(`${line}\n`);
let refusal = 0;

/** Whatever is asked for is there, but for what makes apt believe that a repository is signed. */
const answer = (request, response) => {
  const absent = /\/(In)?Release(\.gpg)?$|Packages\./.test(request.url);
  response.writeHead(absent ? 404 : 200, { 'content-type': 'text/plain' }).end();
};
const behind = https.createServer({ key, cert }, (request, response) => {
  say(`behind ${request.headers.host}${request.url}`);
  answer(request, response);
});
const proxy = http.createServer((request, response) => {
  say(`proxy ${request.url}`);
  if (refusal) response.writeHead(refusal).end();
  else answer(request, response);
});
proxy.on('connect', ({ url }, socket, head) => {
  say(`connect ${url}`);
  socket.on('error', () => {});
  if (refusal) return socket.end(`HTTP/1.1 ${refusal} Refused\r\nContent-Length: 0\r\n\r\n`);
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
  if (head.length > 0) socket.unshift(head);
  return behind.emit('connection', socket);
});
const mirror = http.createServer((request, response) => {
  say(`mirror ${request.url}`);
  answer(request, response);
});

behind.on('tlsClientError', () => {});
process.stdin.on('data', (text) => {
  refusal = Number(text);
  say(`refusal ${refusal}`);
});
process.stdin.on('end', () => process.exit());
proxy.listen(3128, '10.77.0.1', () => mirror.listen(8080, '10.77.0.1', () => say('ready')));
