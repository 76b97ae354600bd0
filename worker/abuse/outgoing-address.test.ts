import { expect, it } from 'vitest';
import { isSafeEndpoint } from './outgoing-address.ts';

it('takes a public service over HTTPS, and this machine', () => {
  for (const address of [
    'https://api.resend.com/emails',
    'https://mail.example:8443/send?x=1',
    'http://localhost:2525/emails',
    'http://127.0.0.1:41234/emails',
    'http://[::1]:2525/',
    'https://[2606:4700::1]/',
    'https://[2001:67c:2e8::1]/',
    'https://223.5.5.5/',
    'https://192.0.66.2/',
  ])
    expect(isSafeEndpoint(address), address).toBe(true);
});

it('takes nothing that would send codes in the clear or into a private network, however it is written', () => {
  for (const address of [
    'http://api.resend.com/emails',
    'https://user:secret@mail.example/',
    'https://10.0.0.5/',
    'https://192.168.1.2/',
    'https://172.31.0.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/',
    'https://0xa9.0xfe.0xa9.0xfe/',
    'https://0.0.0.0/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://[::]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::]/',
    'https://198.18.0.1/',
    'https://192.0.0.192/',
    'https://203.0.113.7/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://[ff02::1]/',
    'https://[100::1]/',
    'https://[2001:db8::1]/',
    'https://[2001::1]/',
    'https://metadata.google.internal/',
    'https://localhost./',
    'https://printer/',
    'https://nas.local/',
    'file:///etc/passwd',
    'ftp://mail.example/',
    'mail.example',
    '',
  ])
    expect(isSafeEndpoint(address), address).toBe(false);
});
