/** Generated from templates/report.mjml by compile-template.mjs: edit the template, then run `npm run compile-template`. */
import type { ReportView } from '../view/report-view.ts';
import { escapeHtml } from './escape.ts';

export function reportHtml(it: ReportView): string {
  const __eta = { res: '', e: escapeHtml };
  __eta.res +=
    '<!doctype html>\n<html lang="en" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n<title>';
  __eta.res += __eta.e(it.subject);
  __eta.res +=
    '</title>\n<!--[if !mso]><!-->\n<meta http-equiv="X-UA-Compatible" content="IE=edge">\n<!--<![endif]-->\n<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<style type="text/css">\n#outlook a { padding:0; }\nbody { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }\ntable, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }\nimg { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }\np { display:block;margin:13px 0; }\n</style>\n<!--[if mso]>\n<noscript>\n<xml>\n<o:OfficeDocumentSettings>\n<o:AllowPNG/>\n<o:PixelsPerInch>96</o:PixelsPerInch>\n</o:OfficeDocumentSettings>\n</xml>\n</noscript>\n<![endif]-->\n<!--[if lte mso 11]>\n<style type="text/css">\n.mj-outlook-group-fix { width:100% !important; }\n</style>\n<![endif]-->\n<style type="text/css">\n@media only screen and (min-width:480px) {\n.mj-column-per-100 { width:100% !important; max-width: 100%; }\n}\n</style>\n<style media="screen and (min-width:480px)">\n.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }\n</style>\n<style type="text/css">\n:root { color-scheme: light dark; supported-color-schemes: light dark; }\n.good { color: #047857 !important; font-weight: 700 !important; }\n.warn { color: #92400e !important; font-weight: 700 !important; }\n.bad { color: #b91c1c !important; font-weight: 700 !important; }\n.quiet { color: #6b7280 !important; }\n@media only screen and (max-width: 480px) {\n.cell-left, .cell-right, .head-left, .head-right { padding-left: 5px !important; padding-right: 5px !important; }\n.note { padding-left: 5px !important; padding-right: 5px !important; }\n.data { font-size: 12px !important; }\n.tile { padding-left: 8px !important; }\n.tile-value { font-size: 14px !important; }\n}\n@media (prefers-color-scheme: dark) {\n.page, .page > div { background-color: #060b14 !important; }\n.sheet, .sheet > table, .sheet td { background-color: #111927 !important; }\n.lead, .section-title, .tile-value, .sleeve-outcome, .cell-left { color: #f3f4f6 !important; }\n.paragraph, .reasons, .reason, .cell-right, .fact-value { color: #e5e7eb !important; }\n.meta, .tile-label, .section-aside, .sleeve-title, .note, .fact-label, .quiet { color: #a9b3c1 !important; }\n.sleeve { background-color: #1c2635 !important; }\n.head-left, .head-right { background-color: #1c2635 !important; color: #c6d0de !important; }\n.note { border-bottom-color: #2d3a4d !important; }\n.alert { background-color: #3b1418 !important; color: #fecaca !important; }\n.good { color: #6ee7b7 !important; }\n.bad { color: #fca5a5 !important; }\n.warn { color: #fcd34d !important; }\n}\n</style>\n<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n</head>\n<body class="page" style="word-spacing:normal;background-color:#f4f5f7;">\n<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">';
  __eta.res += __eta.e(it.preheader);
  __eta.res += '</div>\n<div aria-label="';
  __eta.res += __eta.e(it.subject);
  __eta.res +=
    '" aria-roledescription="email" role="article" lang="en" dir="ltr" style="word-spacing:normal;background-color:#f4f5f7;">\n<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->\n<div style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">\n<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">\n<tbody>\n<tr>\n<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">\n<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->\n<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">\n<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">\n<tbody>\n<tr>\n<td align="left" style="font-size:0px;padding:0;word-break:break-word;">\n<div style="font-family:Inter, \'Helvetica Neue\', Helvetica, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#1f2937;">';
  if (it.provenance.tone === 'live') {
    __eta.res +=
      '<div class="strip strip-live" style="padding: 9px 24px; font-size: 12px; line-height: 18px; background-color: #b91c1c; color: #ffffff;"><span class="strip-word" style="font-weight: 700; letter-spacing: 1.5px;">';
    __eta.res += __eta.e(it.provenance.word);
    __eta.res += '</span> &nbsp;';
    __eta.res += __eta.e(it.provenance.sentence);
    __eta.res += '</div>\n';
  } else if (it.provenance.tone === 'synthetic') {
    __eta.res +=
      '<div class="strip strip-synthetic" style="padding: 9px 24px; font-size: 12px; line-height: 18px; background-color: #d2b450; color: #0b1f3a;"><span class="strip-word" style="font-weight: 700; letter-spacing: 1.5px;">';
    __eta.res += __eta.e(it.provenance.word);
    __eta.res += '</span> &nbsp;';
    __eta.res += __eta.e(it.provenance.sentence);
    __eta.res += '</div>\n';
  } else {
    __eta.res +=
      '<div class="strip strip-paper" style="padding: 9px 24px; font-size: 12px; line-height: 18px; background-color: #dbe2ec; color: #0b1f3a;"><span class="strip-word" style="font-weight: 700; letter-spacing: 1.5px;">';
    __eta.res += __eta.e(it.provenance.word);
    __eta.res += '</span> &nbsp;';
    __eta.res += __eta.e(it.provenance.sentence);
    __eta.res += '</div>';
  }
  __eta.res +=
    '</div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" bgcolor="#0b1f3a" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->\n<div style="background:#0b1f3a;background-color:#0b1f3a;margin:0px auto;max-width:600px;">\n<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#0b1f3a;background-color:#0b1f3a;width:100%;">\n<tbody>\n<tr>\n<td style="direction:ltr;font-size:0px;padding:22px 24px;text-align:center;">\n<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:552px;" ><![endif]-->\n<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">\n<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">\n<tbody>\n<tr>\n<td align="left" style="font-size:0px;padding:0;word-break:break-word;">\n<div style="font-family:Inter, \'Helvetica Neue\', Helvetica, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#1f2937;"><table class="layout" role="presentation" style="width: 100%; border-collapse: collapse;" width="100%"><tbody><tr>\n<td style="vertical-align:middle"><h1 class="brand" style="font-family: \'Roboto Slab\', Georgia, \'Times New Roman\', serif; font-size: 22px; line-height: 28px; color: #ffffff; margin: 0; font-weight: 400;">';
  __eta.res += __eta.e(it.title);
  __eta.res += '</h1><p class="brand-sub" style="font-size: 13px; line-height: 19px; color: #c6d0de; margin: 3px 0 0;">';
  __eta.res += __eta.e(it.session);
  __eta.res += '</p></td>\n<td style="vertical-align:middle;text-align:right">\n';
  if (it.status.tone === 'good') {
    __eta.res +=
      '<span class="pill pill-good" style="display: inline-block; padding: 5px 14px; font-size: 13px; line-height: 18px; font-weight: 700; letter-spacing: 1px; white-space: nowrap; background-color: #10b981; color: #06251a;">';
    __eta.res += __eta.e(it.status.word);
    __eta.res += '</span>\n';
  } else if (it.status.tone === 'bad') {
    __eta.res +=
      '<span class="pill pill-bad" style="display: inline-block; padding: 5px 14px; font-size: 13px; line-height: 18px; font-weight: 700; letter-spacing: 1px; white-space: nowrap; background-color: #b91c1c; color: #ffffff;">';
    __eta.res += __eta.e(it.status.word);
    __eta.res += '</span>\n';
  } else if (it.status.tone === 'warn') {
    __eta.res +=
      '<span class="pill pill-warn" style="display: inline-block; padding: 5px 14px; font-size: 13px; line-height: 18px; font-weight: 700; letter-spacing: 1px; white-space: nowrap; background-color: #d2b450; color: #0b1f3a;">';
    __eta.res += __eta.e(it.status.word);
    __eta.res += '</span>\n';
  } else {
    __eta.res +=
      '<span class="pill pill-quiet" style="display: inline-block; padding: 5px 14px; font-size: 13px; line-height: 18px; font-weight: 700; letter-spacing: 1px; white-space: nowrap; background-color: #dbe2ec; color: #0b1f3a;">';
    __eta.res += __eta.e(it.status.word);
    __eta.res += '</span>';
  }
  __eta.res +=
    '\n</td>\n</tr></tbody></table></div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" bgcolor="#d2b450" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->\n<div style="background:#d2b450;background-color:#d2b450;margin:0px auto;max-width:600px;">\n<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#d2b450;background-color:#d2b450;width:100%;">\n<tbody>\n<tr>\n<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">\n<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->\n<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">\n<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">\n<tbody>\n<tr>\n<td style="font-size:0px;word-break:break-word;">\n<div style="height:3px;line-height:3px;">&#8202;</div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="sheet-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->\n<div class="sheet" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">\n<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">\n<tbody>\n<tr>\n<td style="direction:ltr;font-size:0px;padding:24px 24px 4px;text-align:center;">\n<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:552px;" ><![endif]-->\n<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">\n<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">\n<tbody>\n<tr>\n<td align="left" style="font-size:0px;padding:0;word-break:break-word;">\n<div style="font-family:Inter, \'Helvetica Neue\', Helvetica, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#1f2937;"><p class="lead" style="font-family: \'Roboto Slab\', Georgia, \'Times New Roman\', serif; font-size: 18px; line-height: 27px; color: #0b1f3a; margin: 0;">';
  __eta.res += __eta.e(it.says);
  __eta.res += '</p>\n<p class="meta" style="font-size: 12px; line-height: 18px; color: #6b7280; margin: 8px 0 0;">';
  __eta.res += __eta.e(it.meta);
  __eta.res += '</p>\n';
  for (const alert of it.alerts) {
    __eta.res +=
      '<div class="alert" style="font-size: 13px; line-height: 20px; margin: 12px 0 0; padding: 10px 14px; background-color: #fef2f2; border-left: 3px solid #b91c1c; color: #7f1d1d;">';
    __eta.res += __eta.e(alert);
    __eta.res += '</div>';
  }
  __eta.res += '\n';
  for (const note of it.notes) {
    __eta.res += '<p class="paragraph" style="font-size: 13px; line-height: 20px; margin: 10px 0 0; color: #1f2937;">';
    __eta.res += __eta.e(note);
    __eta.res += '</p>';
  }
  __eta.res +=
    '\n<table class="layout" role="presentation" style="width: 100%; border-collapse: collapse; margin-top: 18px;" width="100%"><tbody><tr>\n';
  for (const tile of it.tiles) {
    __eta.res +=
      '<td class="tile" style="padding: 10px 4px 10px 12px; border-left: 2px solid #d2b450; vertical-align: top;" valign="top"><div class="tile-label" style="font-size: 11px; line-height: 15px; color: #6b7280;">';
    __eta.res += __eta.e(tile.label);
    __eta.res += '</div><div class="tile-value" style="font-size: 15px; line-height: 21px; color: #0b1f3a; font-weight: 700;">';
    __eta.res += __eta.e(tile.value);
    __eta.res += '</div></td>';
  }
  __eta.res +=
    '\n</tr></tbody></table></div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n';
  for (const section of it.sections) {
    __eta.res +=
      '\n<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="sheet-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->\n<div class="sheet" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">\n<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">\n<tbody>\n<tr>\n<td style="direction:ltr;font-size:0px;padding:22px 24px 4px;text-align:center;">\n<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:552px;" ><![endif]-->\n<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">\n<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">\n<tbody>\n<tr>\n<td align="left" style="font-size:0px;padding:0;word-break:break-word;">\n<div style="font-family:Inter, \'Helvetica Neue\', Helvetica, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#1f2937;"><table class="layout" role="presentation" style="width: 100%; border-collapse: collapse;" width="100%"><tbody><tr>\n<td class="section-head" style="border-bottom: 1px solid #d2b450; padding: 0 0 6px; vertical-align: bottom;" valign="bottom"><h2 class="section-title" style="font-family: \'Roboto Slab\', Georgia, \'Times New Roman\', serif; font-size: 18px; line-height: 24px; color: #0b1f3a; margin: 0; font-weight: 700; white-space: nowrap;">';
    __eta.res += __eta.e(section.title);
    __eta.res +=
      '</h2></td>\n<td class="section-head" style="border-bottom: 1px solid #d2b450; padding: 0 0 6px; vertical-align: bottom;" valign="bottom"><div class="section-aside" style="font-size: 12px; line-height: 17px; color: #6b7280; text-align: right;">';
    __eta.res += __eta.e(section.aside);
    __eta.res += '</div></td>\n</tr></tbody></table>\n';
    for (const block of section.blocks) {
      __eta.res += '\n';
      if (block.kind === 'paragraph') {
        __eta.res += '<p class="paragraph ';
        __eta.res += __eta.e(block.tone);
        __eta.res += '" style="font-size: 13px; line-height: 20px; margin: 10px 0 0; color: #1f2937;">';
        __eta.res += __eta.e(block.text);
        __eta.res += '</p>\n';
      } else if (block.kind === 'alert') {
        __eta.res +=
          '<div class="alert" style="font-size: 13px; line-height: 20px; margin: 12px 0 0; padding: 10px 14px; background-color: #fef2f2; border-left: 3px solid #b91c1c; color: #7f1d1d;">';
        __eta.res += __eta.e(block.text);
        __eta.res += '</div>\n';
      } else if (block.kind === 'sleeve') {
        __eta.res +=
          '<div class="sleeve" style="background-color: #f4f5f7; margin: 12px 0 0; padding: 12px 16px;">\n<p class="sleeve-title" style="font-size: 13px; line-height: 20px; margin: 0; color: #6b7280;"><strong>';
        __eta.res += __eta.e(block.title);
        __eta.res += '</strong> &nbsp;';
        __eta.res += __eta.e(block.share);
        __eta.res +=
          '</p>\n<p class="sleeve-outcome" style="font-size: 16px; line-height: 23px; margin: 2px 0 0; color: #0b1f3a; font-weight: 700;">';
        __eta.res += __eta.e(block.outcome);
        __eta.res += '</p>\n';
        if (block.reasons.length > 0) {
          __eta.res +=
            '<ul class="reasons" style="margin: 8px 0 0; padding: 0 0 0 18px; font-size: 13px; line-height: 20px; color: #1f2937;">';
          for (const reason of block.reasons) {
            __eta.res += '<li class="reason" style="margin: 0 0 2px;">';
            __eta.res += __eta.e(reason);
            __eta.res += '</li>';
          }
          __eta.res += '</ul>';
        }
        __eta.res += '\n</div>\n';
      } else if (block.kind === 'table') {
        __eta.res +=
          '<table class="data" style="width: 100%; border-collapse: collapse; margin: 10px 0 0; font-size: 13px; line-height: 18px; font-variant-numeric: tabular-nums;" width="100%">\n<thead><tr>';
        for (const column of block.columns) {
          if (column.align === 'left') {
            __eta.res +=
              '<th scope="col" class="head-left" style="padding: 7px 8px; background-color: #f0f2f5; color: #4b5563; font-size: 11px; line-height: 15px; font-weight: 700; text-align: left; white-space: nowrap;" bgcolor="#f0f2f5" align="left">';
            __eta.res += __eta.e(column.title);
            __eta.res += '</th>';
          } else {
            __eta.res +=
              '<th scope="col" class="head-right" style="padding: 7px 8px; background-color: #f0f2f5; color: #4b5563; font-size: 11px; line-height: 15px; font-weight: 700; text-align: right; white-space: nowrap;" bgcolor="#f0f2f5" align="right">';
            __eta.res += __eta.e(column.title);
            __eta.res += '</th>';
          }
        }
        __eta.res += '</tr></thead>\n<tbody>';
        for (const row of block.rows) {
          __eta.res += '<tr>';
          for (const cell of row.cells) {
            if (cell.align === 'left') {
              __eta.res +=
                '<td class="cell-left" style="padding: 8px 8px 0; text-align: left; vertical-align: top; color: #0b1f3a; font-weight: 700; white-space: nowrap;" align="left" valign="top">';
              __eta.res += __eta.e(cell.text);
              __eta.res += '</td>';
            } else {
              __eta.res += '<td class="cell-right ';
              __eta.res += __eta.e(cell.tone);
              __eta.res +=
                '" style="padding: 8px 8px 0; text-align: right; vertical-align: top; color: #1f2937; white-space: nowrap;" align="right" valign="top">';
              __eta.res += __eta.e(cell.text);
              __eta.res += '</td>';
            }
          }
          __eta.res += '</tr>\n<tr><td class="note" colspan="';
          __eta.res += __eta.e(String(block.columns.length));
          __eta.res +=
            '" style="padding: 0 8px 8px; border-bottom: 1px solid #e5e7eb; color: #6b7280; font-size: 12px; line-height: 17px;">';
          __eta.res += __eta.e(row.note);
          __eta.res += '</td></tr>';
        }
        __eta.res += '</tbody>\n</table>\n';
      } else {
        __eta.res +=
          '<table class="facts" role="presentation" style="width: 100%; border-collapse: collapse; margin: 12px 0 0; border: 1px solid #d2b450;" width="100%"><tbody><tr><td class="fact-gap" colspan="2" style="height: 6px; font-size: 0; line-height: 0;" height="6"></td></tr>';
        for (const fact of block.facts) {
          __eta.res +=
            '<tr><td class="fact-label" style="padding: 5px 8px 5px 14px; font-size: 12px; line-height: 17px; color: #6b7280; vertical-align: top; white-space: nowrap;" valign="top">';
          __eta.res += __eta.e(fact.label);
          __eta.res += '</td>';
          if (fact.code) {
            __eta.res +=
              '<td class="fact-value fact-code" style="padding: 5px 14px 5px 8px; line-height: 17px; color: #1f2937; vertical-align: top; overflow-wrap: anywhere; font-family: Consolas, Menlo, \'DejaVu Sans Mono\', monospace; font-size: 11px; word-break: break-all;" valign="top">';
            __eta.res += __eta.e(fact.value);
            __eta.res += '</td>';
          } else {
            __eta.res += '<td class="fact-value ';
            __eta.res += __eta.e(fact.tone);
            __eta.res +=
              '" style="padding: 5px 14px 5px 8px; font-size: 12px; line-height: 17px; color: #1f2937; vertical-align: top; word-break: break-word; overflow-wrap: anywhere;" valign="top">';
            __eta.res += __eta.e(fact.value);
            __eta.res += '</td>';
          }
          __eta.res += '</tr>';
        }
        __eta.res +=
          '<tr><td class="fact-gap" colspan="2" style="height: 6px; font-size: 0; line-height: 0;" height="6"></td></tr></tbody></table>\n';
      }
      __eta.res += '\n';
    }
    __eta.res +=
      '</div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n';
  }
  __eta.res +=
    '\n<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="sheet-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#ffffff" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->\n<div class="sheet" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">\n<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#ffffff;background-color:#ffffff;width:100%;">\n<tbody>\n<tr>\n<td style="direction:ltr;font-size:0px;padding:0;text-align:center;">\n<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->\n<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">\n<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">\n<tbody>\n<tr>\n<td style="font-size:0px;word-break:break-word;">\n<div style="height:24px;line-height:24px;">&#8202;</div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="" role="presentation" style="width:600px;" width="600" bgcolor="#0b1f3a" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->\n<div style="background:#0b1f3a;background-color:#0b1f3a;margin:0px auto;max-width:600px;">\n<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#0b1f3a;background-color:#0b1f3a;width:100%;">\n<tbody>\n<tr>\n<td style="direction:ltr;font-size:0px;padding:18px 24px;text-align:center;">\n<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:552px;" ><![endif]-->\n<div class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;">\n<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%">\n<tbody>\n<tr>\n<td align="left" style="font-size:0px;padding:0;word-break:break-word;">\n<div style="font-family:Inter, \'Helvetica Neue\', Helvetica, Arial, sans-serif;font-size:14px;line-height:21px;text-align:left;color:#1f2937;">';
  for (const line of it.footer) {
    __eta.res += '<p class="footer" style="font-size: 11px; line-height: 18px; color: #c6d0de; margin: 0;">';
    __eta.res += __eta.e(line);
    __eta.res += '</p>';
  }
  __eta.res +=
    '</div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</div>\n</body>\n</html>\n';

  return __eta.res;
}
