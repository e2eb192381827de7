#!/usr/bin/env python3
"""Compares what PayReady sees of TLS servers with what sslyze and testssl.sh see.

Servers of this machine are started one after another (openssl s_server, nginx, haproxy), each with a certificate of an
authority made here, and looked at by all three; the table is printed in Markdown. Neither of the other two is part of
PayReady; install them where you like and name them:

  scripts/compare-tls.py --payready .build/debug/payready --sslyze VENV/bin/sslyze --testssl testssl >table.md
"""
import argparse
import datetime
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

HOST = "shop.example"
VERSIONS = ["SSL 3", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"]


def run(*words, **options):
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)


class Authority:
    """A root, an intermediate and leaves, by the openssl program."""

    def __init__(self, folder):
        self.folder = folder
        self.number = 0
        open(self.path("index.txt"), "w").close()
        with open(self.path("ca.cnf"), "w") as file:
            file.write(
                "[ca]\ndefault_ca=own\n[own]\ndatabase=%s\nnew_certs_dir=%s\nrand_serial=yes\n"
                "default_md=sha256\npolicy=any\nunique_subject=no\ncopy_extensions=copyall\n"
                "[any]\ncommonName=supplied\n" % (self.path("index.txt"), folder)
            )
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
            "-subj", "/CN=Comparison root", "-addext", "basicConstraints=critical,CA:TRUE",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            "-keyout", self.path("root.key"), "-out", self.path("root.pem"))
        self.issue("inter", "Comparison intermediate", by="root", days=(-1, 3000),
                   extensions=["basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign,cRLSign"])

    def path(self, name):
        return os.path.join(self.folder, name)

    def issue(self, name, common, by="inter", days=(-1, 89), key="ec", extensions=()):
        words = ["openssl", "req", "-new", "-nodes", "-subj", "/CN=" + common, "-keyout", self.path(name + ".key"),
                 "-out", self.path(name + ".csr")]
        words += ["-newkey", "rsa:2048"] if key == "rsa" else ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        for extension in extensions:
            words += ["-addext", extension]
        run(*words)
        now = datetime.datetime.now(datetime.timezone.utc)
        start, end = [(now + datetime.timedelta(days=day)).strftime("%Y%m%d%H%M%SZ") for day in days]
        result = run("openssl", "ca", "-batch", "-notext", "-config", self.path("ca.cnf"), "-cert", self.path(by + ".pem"),
                     "-keyfile", self.path(by + ".key"), "-startdate", start, "-enddate", end,
                     "-in", self.path(name + ".csr"), "-out", self.path(name + ".pem"))
        if result.returncode:
            sys.exit("cannot issue %s: %s" % (name, result.stderr))

    def leaf(self, key="ec", names=(HOST,), days=(-1, 89), more=()):
        self.number += 1
        name = "leaf%d" % self.number
        usage = "digitalSignature,keyEncipherment" if key == "rsa" else "digitalSignature"
        self.issue(name, names[0], days=days, key=key,
                   extensions=["subjectAltName=" + ",".join("DNS:" + one for one in names), "keyUsage=critical," + usage,
                               "extendedKeyUsage=serverAuth"] + list(more))
        chain = open(self.path(name + ".pem")).read() + open(self.path("inter.pem")).read()
        with open(self.path(name + ".chain.pem"), "w") as file:
            file.write(chain)
        with open(self.path(name + ".all.pem"), "w") as file:
            file.write(chain + open(self.path(name + ".key")).read())
        return self.path(name)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port, process):
    for _ in range(400):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    sys.exit("a server did not start")


def s_server(*words, chain=True):
    def start(authority, leaf, port):
        command = ["openssl", "s_server", "-accept", "127.0.0.1:%d" % port, "-cert", leaf + ".pem", "-key", leaf + ".key",
                   "-www", "-quiet"]
        if chain:
            command += ["-cert_chain", authority.path("inter.pem")]
        return command + [word.replace("{folder}", authority.folder) for word in words]
    return start


def nginx(directives, chain=True):
    def start(authority, leaf, port):
        with open(authority.path("nginx.conf"), "w") as file:
            file.write("""
daemon off; master_process off; error_log %(f)s/error.log; pid %(f)s/pid;
events { worker_connections 128; }
http { access_log off; client_body_temp_path %(f)s/a; proxy_temp_path %(f)s/b; fastcgi_temp_path %(f)s/c;
  uwsgi_temp_path %(f)s/d; scgi_temp_path %(f)s/e;
  server { listen 127.0.0.1:%(p)d ssl; ssl_certificate %(c)s; ssl_certificate_key %(l)s.key; %(d)s
    location / { default_type text/html; return 200 "<title>Lamps</title>"; } } }
""" % {"f": authority.folder, "p": port, "c": leaf + (".chain.pem" if chain else ".pem"), "l": leaf, "d": directives})
        return ["nginx", "-p", authority.folder, "-c", authority.path("nginx.conf"), "-e", authority.path("error.log")]
    return start


def haproxy(words):
    def start(authority, leaf, port):
        with open(authority.path("haproxy.cfg"), "w") as file:
            file.write("""
global
  maxconn 128
defaults
  mode http
  timeout connect 5s
  timeout client 20s
  timeout server 20s
frontend shop
  bind 127.0.0.1:%d ssl crt %s.all.pem %s
  http-request return status 200 content-type text/html string "<title>Lamps</title>"
""" % (port, leaf, words))
        return ["haproxy", "-db", "-f", authority.path("haproxy.cfg")]
    return start


MODERN = ("-cipher", "ECDHE+AESGCM:ECDHE+CHACHA20")
SERVERS = [
    ("s_server, modern", {}, s_server(*MODERN)),
    ("s_server, defaults, RSA", {"key": "rsa"}, s_server()),
    ("s_server, TLS 1.0 to 1.2", {}, s_server("-no_tls1_3", "-cipher", "ECDHE:!NULL:@SECLEVEL=0")),
    ("s_server, TLS 1.3 alone", {}, s_server("-tls1_3")),
    ("s_server, DH 1024", {"key": "rsa"}, s_server("-tls1_2", "-dhparam", "{folder}/dh.pem", "-cipher",
                                                  "ECDHE+AESGCM:DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0")),
    ("s_server, NULL and anonymous", {"key": "rsa"}, s_server("-tls1_2", "-cipher",
                                                             "ECDHE+AESGCM:NULL-SHA256:AECDH-AES128-SHA:@SECLEVEL=0")),
    ("s_server, no forward secrecy", {"key": "rsa"}, s_server("-tls1_2", "-cipher", "kRSA")),
    ("s_server, P-384 alone", {}, s_server(*MODERN, "-groups", "P-384")),
    ("nginx, current", {}, nginx("ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM;")),
    ("nginx, defaults, RSA", {"key": "rsa"}, nginx("")),
    ("nginx, no intermediate", {}, nginx("ssl_ciphers ECDHE+AESGCM;", chain=False)),
    ("nginx, expired", {"days": (-90, -1)}, nginx("ssl_ciphers ECDHE+AESGCM;")),
    ("nginx, another name", {"names": ("hoster.example",)}, nginx("ssl_ciphers ECDHE+AESGCM;")),
    ("nginx, must-staple without staple", {"more": ["tlsfeature=status_request"]}, nginx("ssl_ciphers ECDHE+AESGCM;")),
    ("haproxy, modern", {}, haproxy("ciphers ECDHE+AESGCM")),
    ("haproxy, TLS 1.0 to 1.2, CBC", {}, haproxy("ssl-min-ver TLSv1.0 ssl-max-ver TLSv1.2 ciphers "
                                                 "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0")),
]
FACTS = ["versions", "weak", "CBC", "no forward secrecy", "DH bits", "key", "path verifies", "name fits", "must-staple",
         "staple"]


def kind(names):
    """Whether there are suites of weak families, with CBC, without forward secrecy, in the IANA's names."""
    weak = {word for name in names for word, sign in
            [("null", "_NULL_"), ("anonymous", "_anon_"), ("rc4", "_RC4_"), ("export", "EXPORT"), ("tripleDES", "3DES")]
            if sign in name}
    sound = [name for name in names if not re.search("_NULL_|_anon_|_RC4_|EXPORT|3DES", name)]
    return (sorted(weak), any("_CBC_" in name for name in sound),
            any(re.match("TLS_(RSA|DH|ECDH)_", name) and "_anon_" not in name for name in sound))


def ask_payready(program, authority, port):
    with tempfile.TemporaryDirectory() as folder:
        evidence = os.path.join(folder, "evidence.json")
        run(program, "audit", HOST, "--no-save", "--quiet", "--format", "evidence=" + evidence, "--cacert",
            authority.path("root.pem"), "--connect-to", "%s:443:127.0.0.1:%d" % (HOST, port), "--connect-to",
            "%s:80:127.0.0.1:%d" % (HOST, free_port()), "--ciphers")
        subjects = json.load(open(evidence))["subjects"]
    facts = next(one["facts"] for one in subjects if one["id"]["kind"] == "host") if isinstance(subjects[0]["id"], dict) \
        else next(one["facts"] for one in subjects if str(one["id"]).startswith("host"))

    def fact(name):
        return facts[name].get("is")
    dated = fact("tls.datedKinds") or []
    problems = fact("certificate.problems") or []
    return {
        "versions": fact("tls.acceptedVersions"), "weak": sorted(fact("tls.weakFamilies") or []), "CBC": "cbc" in dated,
        "no forward secrecy": "noForwardSecrecy" in dated, "DH bits": fact("tls.dhGroupBits"),
        "key": "%s %s" % (fact("certificate.keyType"), fact("certificate.keyBits")),
        "path verifies": not [one for one in problems if one != "wrongHost"], "name fits": fact("certificate.coversHost"),
        "must-staple": fact("certificate.mustStaple"), "staple": fact("certificate.stapled"),
        "suites": {(one["version"], one["suite"]) for one in fact("tls.suites") or []},
    }


def ask_sslyze(program, authority, port):
    path = authority.path("sslyze.json")
    run(program, "--json_out=" + path, "--certinfo_ca_file=" + authority.path("root.pem"), "--certinfo", "--sslv3",
        "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3", "%s:%d{127.0.0.1}" % (HOST, port))
    results = json.load(open(path))["server_scan_results"]
    if not results or not results[0].get("scan_result"):
        return None
    scan = results[0]["scan_result"]
    versions, suites, bits = [], set(), None
    for version, name in zip(VERSIONS, ["ssl_3_0", "tls_1_0", "tls_1_1", "tls_1_2", "tls_1_3"]):
        accepted = ((scan[name + "_cipher_suites"] or {}).get("result") or {}).get("accepted_cipher_suites") or []
        if accepted:
            versions.append(version)
        for one in accepted:
            suites.add((version, one["cipher_suite"]["name"]))
            key = one.get("ephemeral_key") or {}
            if key.get("type_name") == "DH":
                bits = min(bits or key["size"], key["size"])
    weak, cbc, static = kind({name for _, name in suites})
    deployments = (scan["certificate_info"].get("result") or {}).get("certificate_deployments")
    answer = {"versions": versions, "weak": weak, "CBC": cbc, "no forward secrecy": static, "DH bits": bits, "suites": suites}
    if deployments:
        one = deployments[0]
        leaf = one["received_certificate_chain"][0]
        key = leaf["public_key"]
        own = [path for path in one["path_validation_results"] if "root.pem" in str(path["trust_store"]["path"])]
        answer["key"] = "%s %s" % ("RSA" if "RSA" in key["algorithm"].upper() else "EC", key["key_size"])
        answer["path verifies"] = bool(own and own[0].get("was_validation_successful"))
        names = leaf["subject_alternative_name"]["dns_names"]
        answer["name fits"] = one.get("leaf_certificate_subject_matches_hostname", HOST in names)
        answer["must-staple"] = one["leaf_certificate_has_must_staple_extension"]
        answer["staple"] = one["ocsp_response"] is not None
    return answer


def ask_testssl(program, authority, port):
    path = authority.path("testssl.json")
    if os.path.exists(path):
        os.remove(path)
    run(program, "--quiet", "--warnings", "off", "--color", "0", "--ip", "127.0.0.1", "--add-ca", authority.path("root.pem"),
        "--jsonfile", path, "-p", "-S", "-E", "%s:%d" % (HOST, port), stdin=subprocess.DEVNULL, timeout=900)
    found = {}
    for one in json.load(open(path)):
        found.setdefault(one["id"], one["finding"])
    names = dict(zip(["SSLv3", "TLS1", "TLS1_1", "TLS1_2", "TLS1_3"], VERSIONS))
    versions = [version for name, version in names.items() if found.get(name, "").startswith("offered")]
    suites, bits = set(), None
    for name, finding in found.items():
        match = re.match(r"cipher[-_]tls(\w+)_x\w+", name)
        if not match:
            continue
        words = finding.split()
        iana = next((word for word in words if re.match("(TLS|SSL)_", word)), None)
        if iana:
            version = {"ssl3": "SSL 3", "tls1": "TLS 1.0", "tls1_1": "TLS 1.1", "tls1_2": "TLS 1.2", "tls1_3": "TLS 1.3"}
            suites.add((version.get("tls" + match.group(1), match.group(1)), iana))
        if len(words) > 3 and words[2] == "DH" and words[3].isdigit():
            bits = min(bits or int(words[3]), int(words[3]))
    weak, cbc, static = kind({name for _, name in suites})
    size = re.search(r"(RSA|EC|ECDSA)\D*(\d+)", found.get("cert_keySize", ""))
    trust = found.get("cert_trust", "")
    return {
        "versions": versions, "weak": weak, "CBC": cbc, "no forward secrecy": static, "DH bits": bits,
        "key": "%s %s" % (size.group(1)[:3].replace("ECD", "EC"), size.group(2)) if size else None,
        "path verifies": found.get("cert_chain_of_trust", "").startswith("passed")
        and "expired" not in found.get("cert_expirationStatus", ""),
        "name fits": trust.lower().startswith("ok"), "must-staple": found.get("cert_mustStapleExtension", "--") != "--",
        "staple": found.get("OCSP_stapling", "not offered") != "not offered", "suites": suites,
    }


def told(value):
    if value is None:
        return "–"
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value) if value else "none"
    return str(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--payready", default="./payready")
    parser.add_argument("--sslyze", default="sslyze", help="the program; empty leaves it out")
    parser.add_argument("--testssl", default="testssl", help="the program; empty leaves it out")
    parser.add_argument("--only", default="", help="a word in the server's name")
    options = parser.parse_args()
    agree = differ = silent = 0
    print("| server | fact | PayReady | sslyze | testssl.sh |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(folder)
        run("openssl", "dhparam", "-out", authority.path("dh.pem"), "1024")
        for name, wishes, start in SERVERS:
            if options.only not in name:
                continue
            leaf, port = authority.leaf(**wishes), free_port()
            with open(authority.path("log"), "a") as log:
                server = subprocess.Popen(start(authority, leaf, port), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            try:
                wait_for(port, server)
                ours = ask_payready(options.payready, authority, port)
                theirs = [ask(program, authority, port) if program else None for ask, program in
                          [(ask_sslyze, options.sslyze), (ask_testssl, options.testssl)]]
            finally:
                server.send_signal(signal.SIGKILL)
                server.wait()
            rows, same = [], 0
            for fact in FACTS + ["suites"]:
                values = [ours.get(fact)] + [(one or {}).get(fact) for one in theirs]
                known = [value for value in values[1:] if value is not None]
                if fact == "suites":
                    differing = [sorted("-".join(pair) for pair in values[0] ^ value) for value in known]
                    isSame = not any(differing)
                    values = ["%d suites" % len(values[0] or [])] + [
                        "–" if value is None else "%d suites%s" % (len(value), ": " + ", ".join(list(
                            ("+" if pair in value else "−") + " ".join(pair) for pair in sorted(values[0] ^ value))[:8])
                            if values[0] != value else "") for value in values[1:]]
                else:
                    isSame = all(value == values[0] for value in known) or fact == "DH bits" and not known
                for value in known:
                    agree, differ = agree + (value == ours.get(fact)), differ + (value != ours.get(fact))
                silent += len(theirs) - len(known)
                if isSame:
                    same += 1
                else:
                    rows.append("| %s | %s | %s |" % (name, fact, " | ".join(told(value) for value in values)))
            seen = "; ".join("%s: %s" % (fact, told(ours.get(fact))) for fact in FACTS)
            print("| %s | %d of %d | %s; suites: %d | the same | the same |"
                  % (name, same, len(FACTS) + 1, seen, len(ours["suites"])))
            print("\n".join(rows), end="\n" if rows else "", flush=True)
    print("\n%d answers agree, %d differ, %d were not given by the other program." % (agree, differ, silent))


main()
