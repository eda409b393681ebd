/** True when a host is this machine. Host names as `URL` writes them, which turns `127.1` and `0x7f.1` into `127.0.0.1`. */
export function isLoopback(hostname: string): boolean {
  return /^([a-z0-9.-]+\.)?localhost$|^127(\.\d{1,3}){3}$|^\[::1\]$/.test(hostname);
}
