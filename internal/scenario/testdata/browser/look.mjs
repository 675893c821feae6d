// Reads the documents of the server at ORIGIN as a person does, in Chromium, and calls one operation
// with TOKEN. What it saw goes to standard output as JSON; pictures go to PICTURES.
import { chromium } from "playwright-core";

const { ORIGIN, TOKEN, PICTURES, CHROMIUM } = process.env;
const seen = { operations: {}, abroad: [], violations: [], complaints: [], failures: [], called: {} };

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
context.setDefaultTimeout(30_000);
await context.exposeBinding("violated", (_, what) => seen.violations.push(what));
await context.addInitScript(() => addEventListener("securitypolicyviolation", (e) =>
  violated(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}:${e.columnNumber} ${e.sample}`)));
context.on("request", (r) => new URL(r.url()).origin === ORIGIN || /^(data|blob):/.test(r.url()) || seen.abroad.push(r.url()));
context.on("response", (r) => r.status() < 400 || seen.failures.push(`${r.status()} ${r.url()}`));
context.on("console", (m) => ["error", "warning"].includes(m.type()) && seen.complaints.push(m.text()));
context.on("weberror", (e) => seen.complaints.push(String(e.error())));

const picture = (page, name) => page.screenshot({ path: `${PICTURES}/${name}.png` });

async function trying() {
  const page = await context.newPage();
  await page.goto(ORIGIN + "/docs");
  await page.locator(".opblock").first().waitFor();
  seen.operations.docs = await page.locator(".opblock").count();
  await picture(page, "docs");

  await page.locator(".auth-wrapper .authorize").click();
  await page.locator(".auth-container input").fill(TOKEN);
  await picture(page, "docs-token");
  await page.locator(".auth-btn-wrapper .authorize").click();
  await page.locator(".auth-btn-wrapper .btn-done").click();

  const me = page.locator("#operations-me-getMe");
  await me.locator(".opblock-summary-control").click();
  await me.getByRole("button", { name: "Try it out" }).click();
  const answer = page.waitForResponse((r) => r.url().endsWith("/api/v1/me"));
  await me.getByRole("button", { name: "Execute" }).click();
  seen.called = { status: (await answer).status(), url: (await answer).url() };
  await me.locator(".live-responses-table .response-col_status").first().waitFor();
  seen.called.shown = await me.locator(".live-responses-table tbody .response-col_status").first().innerText();
  await me.scrollIntoViewIfNeeded();
  await picture(page, "docs-called");

  await page.reload();
  await page.locator(".opblock").first().waitFor();
  seen.called.kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  await page.close();
}

async function reading() {
  const page = await context.newPage();
  await page.goto(ORIGIN + "/redoc");
  await page.locator('[data-section-id*="/paths/"], [id*="operation/"]').first().waitFor();
  seen.operations.redoc = await page.locator('[id*="operation/"]').count();
  await picture(page, "redoc");
  await page.locator('input[placeholder="Search..."]').fill("pause campaign");
  await page.locator('[data-role="search:results"] [role="menuitem"]').first().waitFor();
  await picture(page, "redoc-search");
  await page.locator('[data-role="search:results"] [role="menuitem"]').first().click();
  await picture(page, "redoc-found");
  await page.close();
}

async function failing() {
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

try {
  await trying();
  await reading();
  await failing();
} finally {
  await browser.close();
  console.log(JSON.stringify(seen));
}
