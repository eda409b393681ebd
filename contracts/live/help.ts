export const HELP = `Usage: protexting verify [options]

Verifies the contract on the live API, as far as you let it. Without PROTEXTING_LIVE=1 and a token it prints the plan
and sends nothing.

What may be tried:
  --safe               what costs nothing and changes nothing; always
  --state              what needs something that exists there (see --given)
  --spends             what may send messages; needs the three below
  --recipient <number> the only one who may be sent anything: your own phone, of the USA
  --credits <n>        credits that all runs with the budget file may cost together (0)
  --budget-file <f>    where what it may have cost is written down before it is sent

Where and what:
  --url <url>          origin of the API (https://api2.protexting.com)
  --resolve <h:p:addr> connects to this address for a host and port, as in curl
  --pact <file>        a pact of yours, of version 4; untagged interactions are never tried
  --given <file>       which provider states hold there, as JSON: see docs/live.md
  --plan               prints the plan, whatever the environment says
  --token-file <f>     file with the access token, instead of PROTEXTING_ACCESS_TOKEN

Reports:
  --json <file>        for programs
  --html <file>        one page
  --record <file>      the dated record that the ledger reads; of the toolkit's own pact only
  --help               this text

Environment: PROTEXTING_LIVE=1 is the switch, PROTEXTING_ACCESS_TOKEN the token.

Examples:
  protexting verify                                          the plan
  PROTEXTING_LIVE=1 protexting verify --html live.html       what is safe, on live
  PROTEXTING_LIVE=1 protexting verify --spends --recipient 16465550123 --credits 20 --budget-file budget.jsonl

Exit codes: 0 passed, or a plan; 1 nothing was sent: something cannot be used, or nothing is selected; 2 something
was sent, and the run did not pass or could not be written down; 130 interrupted.
`;
