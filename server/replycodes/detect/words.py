"""The words detection knows, in one place, each group with the reason why it is general.

Nothing here is a whole log line or a program's message: the groups are protocol vocabulary from the RFCs,
names of programs, units of measure, and the words that people use for "a code stands here" or "a number
stands here".
"""

from __future__ import annotations

import re


def _list(text: str) -> list[str]:
    return text.split()


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Commands and phrases of the protocols themselves (RFC 5321 and its extensions, RFC 959 and its extensions).
# Upper case is how they stand in logs and transcripts; lower case would be ordinary English (mail, data, list).
SMTP_COMMANDS = _set("HELO EHLO LHLO MAIL RCPT DATA BDAT VRFY EXPN ETRN ATRN XCLIENT XFORWARD")
FTP_COMMANDS = _set(
    "USER PASS ACCT CWD XCWD CDUP XCUP SMNT REIN PORT PASV TYPE STRU MODE RETR STOR STOU APPE ALLO REST RNFR RNTO ABOR DELE "
    "RMD XRMD MKD XMKD PWD XPWD LIST NLST SITE SYST FEAT OPTS ADAT PROT PBSZ CCC MIC CONF ENC EPRT EPSV LPRT LPSV MDTM MFMT "
    "SIZE MLST MLSD LANG HOST CLNT XCRC XMD5 CHMOD"
)
SHARED_COMMANDS = _set("AUTH STARTTLS QUIT NOOP RSET HELP STAT TURN CONNECT")
ALL_COMMANDS = SMTP_COMMANDS | FTP_COMMANDS | SHARED_COMMANDS
# Of these, the ones that no other protocol or shouted English has: they decide the protocol of a line.
DECIDING_SMTP = _set("MAIL RCPT EHLO HELO LHLO ETRN BDAT XCLIENT XFORWARD")
DECIDING_FTP = FTP_COMMANDS - _set(
    "SIZE USER PASS SITE LIST TYPE MODE HOST PORT CONF ENC LANG REST PROT OPTS MIC"
)

# Words that name the protocol or one of its programs wherever they stand, folded to lower case.
SMTP_WORDS = _set(
    "smtp smtps smtpd esmtp esmtps esmtpsa esmtpa lmtp dsn rcpt mailfrom postfix exim exim4 sendmail opensmtpd qmail "
    "courieresmtp courieresmtpd haraka postscreen milter mta nrcpt nodemailer smtplib smtpclient aiosmtpd greylisted greylist "
    "greylisting dnsbl kumomta powermta swaks starttls ehlo helo amavis rspamd"
)
FTP_WORDS = _set(
    "ftp ftps ftpd sftp vsftpd proftpd pureftpd ftplib ftpclient ftpreply lftp filezilla winscp pasv epsv retr stor cwd mkd rmd "
    "eprt mlsd nlst ftpes ftpserver pyftpdlib ftpserverlib sftpgo"
)
IMAP_WORDS = _set("imap imap4 imap4rev1 imap4rev2 imapd imaplib imaps dovecot cyrus mbsync offlineimap")
# What replies speak of, where no word names the protocol: mailboxes and messages, or files and connections.
SMTP_TOPICS = _set(
    "mailbox recipient recipients sender message messages mail relay relaying spam queued address greylisted domain helo 8bitmime "
    "pipelining smtputf8 enhancedstatuscodes chunking dsn virus dkim spf dmarc deliver delivered delivery envelope"
)
FTP_TOPICS = _set(
    "file files filename directory transfer transferred passive folder listing path binary ascii anonymous upload download control "
    "features rename renaming retrievable eprt epsv tvfs mlst rest utf8 site kbytes"
)
# Words of the web, for the balance of a source file.
WEB_WORDS = _set(
    "http https url urls uri xhr ajax axios httpd nginx apache browser cors csrf cookie cookies middleware webhook html css rest "
    "endpoint endpoints express flask django gin get put delete patch request requests"
)
# Other protocols whose replies are numbers of three digits, and their programs: telephony, news, streams, chat.
OTHER_WORDS = _set(
    "sip sips sipp sdp kamailio opensips freeswitch openser rtsp msrp nntp nntps nntpd nnrpd innd innfeed usenet newsgroup newsgroups "
    "irc ircd icecast xmpp jabber jid"
)
OTHER_COMMANDS = _set(
    "GROUP LISTGROUP ARTICLE IHAVE XOVER XHDR NEWNEWS NEWGROUPS TAKETHIS AUTHINFO INVITE REGISTER SUBSCRIBE DESCRIBE SETUP NICK JOIN "
    "PRIVMSG"
)
# What codes are codes of, where they are none of a server's: country code, product codes.
OF_OTHER_CODES = _set(
    "country calling dialing dialling area region postal zip post agency currency language locale product item billing procedure "
    "diagnosis airport station bank branch sort tax department course color colour key char character bar discount coupon promo "
    "voucher activation verification security access genetic iso naics icd occupation industry commodity account cost building"
)
# Words of mail that are common elsewhere too: they count in logs and messages, not in source.
MAIL_WORDS = _set(
    "relay mailer recipient recipients sender envelope mailbox dkim spf dmarc rbl bounce bounced undeliverable diagnostic "
    "submission mx authenticator"
)

# A key whose last word is one of these holds a code (formats.md section 7 counted them over 83 repositories).
CODE_KEYS = _set(
    "code codes reply replies response responses resp rsp dsn said reject rejected stat diag diagnostic retcode replycode "
    "responsecode returncode errorcode smtpcode reason lr rcode ecode errcode dsnstatus dsndiag enhanced enhancedcode sc"
)
# These hold a code when it is a code, but as often something else: HTTP status, exit status, plain text.
WEAK_KEYS = _set(
    "status state result error err message msg text output details detail description expected expect ret rc rv "
    "answer returned got require"
)
# A key whose last word is one of these holds another number, whatever the number looks like.
NUMBER_KEYS = _set(
    "port ports size sizes pid ppid tid uid gid id ids count counts cnt limit limits max min maximum minimum timeout timeouts "
    "ttl line lines lineno width height bytes byte len length num number nrcpt nrcpts time times seconds second sec secs ms msec "
    "millis duration age interval rate seq sequence ack win offset index idx weight score priority pri prio version ver year "
    "total sum quota threads thread connections conns level depth delay delays xdelay in out kb mb queue pos position col column "
    "x y z page pages step steps attempt attempts retries retry msgs rcpts mode color opacity font top left right bottom margin "
    "padding radius build rev revision class proto sessions session users percent probability order uptime memory mem cpu exists recent uidnext uidvalidity unseen messages imap imaps pop http https ssh window"
)
# One of these anywhere in a name makes it a limit or a measure: MP_MAX_MESSAGES, queue_time_ms.
LIMIT_WORDS = _set(
    "max min maximum minimum limit size port ports timeout bytes count length delay interval width height threshold pid uid gid "
    "backlog queue per connections workers processes hops children duration latency seconds millis elapsed lineno offset capacity total"
)
# Words in a statement that make its numbers something else: len(x), setTimeout(f, 550), sleep.
STATEMENT_NUMBERS = _set(
    "for len length size count counts time sleep deadline timeout delay port ports wait interval seconds ms limit max min range retry "
    "listen width height point location rect rectangle id pid uid connect connection slice substr substring pad fill repeat random chunk batch take bytes pause"
)
# Keys of free text that people or senders wrote: a number in it is theirs.
TEXT_KEYS = _set(
    "subject title name filename tag tags category categories label labels comment note notes header headers value"
)
# Words in the names of reply constants: USER_LOGGED_IN, TOO_MANY_USERS, MAILBOX_UNAVAILABLE.
OUTCOME_WORDS = _set(
    "ok okay ready bad unknown unavailable denied rejected refused deferred incorrect logged login need required error syntax unrecognized "
    "implemented greet greeting goodbye bye closing opening transfer mailbox temporary permanent failed failure fail success "
    "completed complete accept accepted auth authentication credentials password available unable exceeded overloaded pending "
    "passive entering invalid nouser noperm storage full busy challenge encryption many too ftp smtp relay policy spf dkim connection start input action taken closed aborted established created deleted allowed opened"
)
# Words that directly precede a code in prose and in messages: "error 550", "got 451".
# The word for an error in the languages that bounces come in: de fr it es pt nl sv fi tr cs.
ERRORS_ABROAD = _set("fehler fehlercode erreur errore erro fout foutcode fel felkod virhe hata chyba")
CODE_WORDS = _set(
    "code codes error errors reply replies response responses status returned returns return said got received replied reason "
    "reject rejected result failed refused denied with smtp ftp dsn send sends respond responds responded reported answer "
    "answered answers receiving throw throws permanent temporary expected expect want wants wanted saw was or and raise raises then but case when sending"
)
STRONG_CODE_WORDS = (
    _set(
        "code codes replies responses error reply response status returned said replied received responded failed reject rejected"
    )
    | ERRORS_ABROAD
)
# Verbs and nouns of answering, behind which a small word may stand before the code: "replies with 530", "a code of 502".
SAYING_WORDS = _set(
    "code codes reply replies replied response responses respond responds responded answer answers answered return returns "
    "returned send sends sent receive receives received receiving got gets status"
)
# Calls and statements that give a string out, as a server's handler does: send("334 ..."), return "577 ...".
SENDING_WORDS = _set(
    "send write print printf puts emit push say reply respond sendline writeline println sendreply sendresponse writef sendall "
    "return yield echo"
)
# Outcomes of a delivery, behind which the reply stands in parentheses: "status=sent (250 ...", "deferred (451 ...".
DELIVERY_WORDS = _set(
    "sent bounced deferred delivered failed rejected refused expired undeliverable deliverable"
)
# Of the words before a code, those that join sentences: "550 or 551", but also "250 screws and 421 nuts".
JOINING_WORDS = _set("and or then but case when was raise raises")
# Words that directly precede another number: "port 465", "line 550".
NUMBER_WORDS = _set(
    "port ports line lines pid process size rfc version ver section page msg message messages delivery uid gid id build bytes "
    "length len win seq ack session chapter item step issue bug ticket number no num nr thread frame log limit after every about "
    "over than least most within exceeds exceeded exceeding max min maximum minimum total up only almost approximately around "
    "under below above level room year january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep oct nov dec width height timeout sleep wait socket child worker job in values recent chmod"
)

# Of these, the ones that say nothing of a number in parentheses: "giving up (554)".
PREPOSITIONS = _set("after every about over than least most within up only under below above in")

# What counts things or measures them, directly right of the number. A code is above one, so units are plural;
# the singular is reply text ("550 second recipient refused").
_UNITS = _list(
    "chars characters bits seconds secs s ms msecs millis\\w* us ns minutes mins hours hrs days weeks months years "
    "K M G px em rem pt vh vw dpi hz khz [kMG]?Hz lines files messages mails users recipients connections sessions clients "
    "requests items entries rows columns pages words times threads processes emails copies results tests errors "
    "warnings attempts retries of more per percent lbs kg km cm mm EXISTS RECENT FETCH EXPUNGE commits stars "
    "packages modules instances records hosts servers accounts blocks inodes tokens samples ops iterations points "
    "persons people employees (?:e-?mail\\s)?templates contacts subscribers members inboxes campaigns degrees total left remaining pending skipped processed passing messages?[\\[(]s deliveries signatures assertions buffers "
    "events packets interfaces protocols services providers patterns fingerprints devices nodes peers routes "
    "Minuten Sekunden Stunden Tage Tagen Nachrichten Dateien Benutzer(?!\\s(?:nicht|hat|ist|existiert|unbekannt)) minutes secondes heures jours fichiers "
    "minutos segundos horas mensajes archivos minuti secondi giorni messaggi "
    "(?:this|last|next|each|a)\\s(?:second|minute|hour|day|week|month|year) (?:(?:IP|mail|e-?mail)\\s)?addresses protocols protocolos protocoles Protokolle Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec EUR USD GBP GMT UTC"
)
UNITS = re.compile(
    r" (?:(?:concurrent|parallel|simultaneous|idle|active|open|new|different|unique|additional|extra|sending|receiving) )?(?:users|clients|"
    r"connections|sessions|requests|recipients|threads|workers|processes|messages|files|servers|hosts)(?![\w-])|"
    r"-(?:bit|byte|day|hour|minute|second|year|page|line|character|point|way|fold)\b|[ -]?(?:(?i:[kmgt]i?b|[kmgt]?bytes?|octets?|[kmgt]?b(?:it)?ps|[kmgt]b/s)|"
    + "|".join(_UNITS)
    + r")(?![\w-])"
)

# Stems of what servers say behind a code. One list for all protocols; each stem is a word of the RFCs' own texts
# or a word for an outcome (refused, full, unknown), not a phrase of one program.
_STEMS = _list(
    "ok okay accept reject refus denied deny unknown invalid incorrect illegal unable cannot can't could not no user "
    "mailbox recipient sender address relay spam block blacklist list greylist policy authenticat login logged "
    "password quota full exceed storage space size large limit many too temporar perman fail error syntax command "
    "unrecogni implement unimplement sequence bad argument parameter ready service server closing bye goodbye quit connection "
    "transfer data directory file entering passive extended mode open abort queue message mail delivered "
    "transmission channel start end input requested action taken completed success complete disabled suspended "
    "inactive exist found such valid require must need tls auth encrypt hello pleased welcome domain host dns "
    "resolve reverse ptr spf dkim dmarc try later again busy overload rate unavailable timeout timed local "
    "processing protocol security permission account over violation unsolicited content virus attachment loop route "
    "hop expired duplicate forward type set here comes status system help using site features restart rest rename "
    "delete removed created current working path name please specify anonymous guest home go ahead continue waiting "
    "enter send sent received transaction your our this the we you is it mx smtp esmtp ftp lmtp sorry access"
)
REPLY_TEXT = re.compile("|".join(sorted(map(re.escape, _STEMS), key=len, reverse=True)), re.IGNORECASE)

# Words that turn a dotted triple into a version, requirement or document section.
VERSION_WORDS = _set(
    "version versions ver v release released rfc section sections upgrade upgraded update updated from since python php perl node "
    "npm sec sect chap para ruby java gcc clang kernel linux mysql postgres openssl dovecot exim postfix qmail sendmail package to django bootstrap "
    "jquery schema least before until requires needs chapter figure table appendix draft build compile compiled runtime"
)
