// Reads the documents of the server at ORIGIN as a person does, in Chromium, and calls one operation
// with TOKEN. What it saw goes to standard output as JSON; pictures go to PICTURES, if that is set.
import { chromium } from "playwright-core";

const { ORIGIN, TOKEN, PICTURES, CHROMIUM } = process.env;
const seen = { operations: {}, webhooks: {}, abroad: [], violations: [], complaints: [], failures: [], called: {}, searched: 0, control: [] };

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
context.setDefaultTimeout(60_000);
await context.exposeBinding("violated", (_, what) => seen.violations.push(what));
await context.addInitScript(() => addEventListener("securitypolicyviolation", (e) =>
  violated(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}:${e.columnNumber} ${e.sample}`)));
context.on("request", (r) => new URL(r.url()).origin === ORIGIN || /^(data|blob):/.test(r.url()) || seen.abroad.push(r.url()));
context.on("response", (r) => r.status() < 400 || seen.failures.push(`${r.status()} ${r.url()}`));
context.on("console", (m) => ["error", "warning"].includes(m.type()) && seen.complaints.push(m.text()));
context.on("weberror", (e) => seen.complaints.push(String(e.error())));

const picture = (page, name) => PICTURES && page.screenshot({ path: `${PICTURES}/${name}.png` });

// Swagger UI: the list, a pasted token, one call, and nothing of the token left behind.
async function tryOut() {
  const page = await context.newPage();
  await page.goto(ORIGIN + "/docs");
  await page.locator("#operations-me-getMe").waitFor();
  seen.webhooks.docs = await page.locator(".webhooks .opblock").count();
  seen.operations.docs = (await page.locator(".opblock").count()) - seen.webhooks.docs;
  await picture(page, "docs");

  await page.locator(".auth-wrapper .authorize").click();
  const person = page.locator(".auth-container form").filter({ hasText: "userJwt" });
  await person.locator("input").fill(TOKEN);
  await picture(page, "docs-token");
  await person.locator(".authorize").click();
  await person.locator(".btn-done").click();

  const me = page.locator("#operations-me-getMe");
  await me.locator(".opblock-summary-control").click();
  await me.getByRole("button", { name: "Try it out" }).click();
  const answer = page.waitForResponse((r) => r.url().endsWith("/api/v1/me"));
  await me.getByRole("button", { name: "Execute" }).click();
  seen.called = { status: (await answer).status(), url: (await answer).url() };
  const shown = me.locator(".live-responses-table tbody .response-col_status").first();
  await shown.waitFor();
  seen.called.shown = (await shown.innerText()).trim();
  await me.scrollIntoViewIfNeeded();
  await picture(page, "docs-called");

  for (const name of ["leads-createLead", "campaigns-createCampaign"]) {
    await page.locator(`#operations-${name} .opblock-summary-control`).click();
    await page.locator(`#operations-${name} .model-example`).first().waitFor();
  }
  await picture(page, "docs-body");
  await page.reload();
  await page.locator("#operations-me-getMe").waitFor();
  seen.called.kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  seen.called.unlocked = await page.locator(".auth-wrapper .authorize.unlocked").count();
  await page.close();
}

// ReDoc: every operation, and its search, which works in a worker.
async function read() {
  const page = await context.newPage();
  await page.goto(ORIGIN + "/redoc");
  const operations = page.locator('[id*="/operation/"]');
  await operations.first().waitFor();
  seen.operations.redoc = await operations.evaluateAll((all) => new Set(all.map((o) => o.id.split("/")[3])).size);
  seen.webhooks.redoc = await page.locator('[id^="tag/webhooks/"]').count();
  await picture(page, "redoc");
  const hits = page.locator('[data-role="search:results"] [role="menuitem"]');
  await page.locator('input[placeholder="Search..."]').fill("pause");
  await hits.first().waitFor();
  seen.searched = await hits.count();
  await hits.first().click();
  await picture(page, "redoc-found");
  await page.close();
}

// The pages of our own, by day and by night.
async function explain() {
  for (const colorScheme of ["light", "dark"]) {
    const page = await context.newPage();
    await page.emulateMedia({ colorScheme });
    await page.goto(ORIGIN + "/docs/errors");
    await picture(page, `errors-${colorScheme}`);
    await page.getByRole("link", { name: "lead_phone_taken" }).click();
    await page.getByRole("heading", { name: "Lead phone taken" }).waitFor();
    await picture(page, `error-${colorScheme}`);
    await page.close();
  }
}

// What would go elsewhere is seen here: a page is made to ask, and its policy refuses.
async function control() {
  const page = await context.newPage();
  await page.goto(ORIGIN + "/docs/errors");
  const [abroad, violations, complaints] = [seen.abroad, seen.violations, seen.complaints].map((list) => list.length);
  await page.evaluate((src) => new Promise((refused) => {
    addEventListener("securitypolicyviolation", refused);
    document.body.append(Object.assign(new Image(), { src }));
  }), "http://elsewhere.invalid/");
  await page.close();
  seen.control = [...seen.abroad.splice(abroad), ...seen.violations.splice(violations)];
  seen.complaints.length = complaints;
}

try {
  await tryOut();
  await read();
  await explain();
  await control();
} finally {
  await browser.close();
  console.log(JSON.stringify(seen));
}
