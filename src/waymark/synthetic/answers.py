"""Invented answers of platforms, in the shapes that public readers of them show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

DEFINITION = "What this part of the answer is, in the platform's words."
NO_RECORDS = "No responsive records located"


def meta_records(*, serial: int = 1, generation: str = "blocks", service: str = "Instagram") -> bytes:
    """Meta's page of records.

    generation: `blocks` (div.t.o, div.t.i, div.m), `tables` (div_table, most_inner) or `cells` (th and td).
    """
    write = {"blocks": _block, "tables": _div_table, "cells": _cell}[generation]
    sections = (
        _section("request_parameters", [_request(serial, service)], write, "Request Parameters"),
        _section("ncmec_reports", [_cybertip(serial)], write, "NCMEC Reports"),
        _section("name", [[("First", "Ada"), ("Last", f"Invented{serial}")]], write, "Name"),
        _section("emails", [[("Registered Email Addresses", f"user{serial}@example.com")]], write, "Emails"),
        _section("vanity", [[("Vanity Name", f"invented_{serial}")]], write, "Vanity"),
        _section(
            "registration_date", [[("Registration Date", "2024-01-02 03:04:05 UTC")]], write, "Registration"
        ),
        _section("registration_ip", [[("Registration Ip", "192.0.2.7")]], write, "Registration Ip"),
        _section(
            "phone_numbers", [[("Phone Numbers", "+447700900123 Cell Verified")]], write, "Phone Numbers"
        ),
        _section("ip_addresses", _events(serial), write, "Ip Addresses"),
        _section(
            "devices", [[("Type", "UUID"), ("Id", f"device-{serial}"), ("Active", "true")]], write, "Devices"
        ),
        _section("wallposts", [[("Wallposts", NO_RECORDS)]], write, "Wallposts"),
    )
    head = "<!DOCTYPE html><html><head><title>Meta Platforms Business Record</title></head>"
    return f"{head}<body>{''.join(sections)}</body></html>".encode()


_Fields = Sequence[tuple[str, str]]


def _request(serial: int, service: str) -> _Fields:
    return [
        ("Service", service),
        ("Internal Ticket Number", f"{7_000_000 + serial}"),
        ("Target", f"{178_000_000 + serial}"),
        ("Account Identifier", f"https://www.example.com/invented_{serial}"),
        ("Account Type", "User"),
        ("Generated", "2026-11-20 10:00:00 UTC"),
        ("Date Range", "2026-01-01 00:00:00 UTC to 2026-11-20 23:59:59 UTC"),
    ]


def _cybertip(serial: int) -> _Fields:
    return [
        ("CyberTip ID", f"{9_900_000_000 + serial}"),
        ("Time", "2026-11-01 12:00:00 UTC"),
        ("Responsible Id", f"{178_000_000 + serial}"),
        ("Linked Media File:", f"linked_media/ncmec_reports_{serial}.jpg"),
    ]


def _events(serial: int) -> list[_Fields]:
    return [
        [
            ("IP Address", f"198.51.100.{serial % 250 + 1}:40001"),
            ("Time", "2026-11-10 21:00:00 UTC"),
            ("Action", "media_upload"),
        ],
        [
            ("IP Address", "[2001:db8::7]:40002"),
            ("Time", "2026-11-09 20:00:00 UTC"),
            ("Action", "v1_logout"),
        ],
    ]


def _section(name: str, records: Sequence[_Fields], write: Callable[[str, str], str], title: str) -> str:
    body = write(f"{title} Definition", DEFINITION)
    for record in records:
        body += "".join(write(label, value) for label, value in record)
        body += '<div class="p"></div>' if write is _block else ""
    return f'<div id="property-{name}" class="content-pane">{body}</div>'


def _block(label: str, value: str) -> str:
    held = f'<div class="m"><div>{value}<div class="p"></div></div></div>'
    return f'<div class="t o"><div class="t i">{label}{held}</div></div>'


def _div_table(label: str, value: str) -> str:
    return (
        f'<div class="div_table outer"><div class="div_table inner">{label}'
        f'<div class="most_inner">{value}</div></div></div>'
    )


def _cell(label: str, value: str) -> str:
    return f"<table><tr><th>{label}</th><td>{value}</td></tr></table>"


def google_subscriber(*, serial: int = 1) -> bytes:
    """Google's page on an account's holder, with its table of sign-ins."""
    items = "".join(
        f"<li>{label}: {value}</li>"
        for label, value in (
            ("Google Account ID", f"{500_000_000 + serial}"),
            ("Name", "Ada Invented"),
            ("Given Name", "Ada"),
            ("Family Name", "Invented"),
            ("e-Mail", f"user{serial}@example.com"),
            ("Alternate e-Mails", ""),
            ("Created on", "2020-02-03 04:05:06 Z"),
            ("Terms of Service IP", "192.0.2.8"),
            ("Status", "Enabled"),
        )
    )
    rows = "".join(
        f"<tr><td>2026-11-1{n} 04:34:32 Z</td><td>198.51.100.{n}</td><td>Login</td><td></td></tr>"
        for n in range(3)
    )
    return (
        f"<html><body><h2>GOOGLE SUBSCRIBER INFORMATION</h2><ul>{items}</ul>"
        "<h3>ACCOUNT RECOVERY</h3><ul><li>Recovery SMS: +447700900123 [GB]</li></ul><h3>IP ACTIVITY</h3>"
        "<table><tr><th>Timestamp</th><th>IP Address</th><th>Activity Type</th><th>Raw User Agents</th></tr>"
        f"{rows}</table></body></html>"
    ).encode()


def google_activities() -> bytes:
    return (
        b"Gaia ID,Activity Timestamp,IP Address,Proxied Host IP Address,Is Non-routable IP Address,"
        b"User Agent String,Product Name,Activity Type\n"
        b"500000001,2026-11-11 02:49:39 UTC,2001:db8::9,,No,App : INVENTED.,Gmail,Login\n"
        b"500000001,2026-11-10 02:49:39 UTC,198.51.100.9,,No,App : INVENTED.,Drive,\n"
    )


def snapchat_subscriber() -> bytes:
    """Several tables in one file: each a quoted legend, a rule, headings and rows."""
    return (
        b'"Target username ""invented_1"" is associated with User ID ""aaaa-1"".\nusername: the name"\n'
        b"===========================\n"
        b"username,user_id,created,email_address,email_status,phone_number,phone_status,creation_ip,"
        b"display_name,status\n"
        b"invented_1,aaaa-1,Wed Aug 19 12:00:00 UTC 2020,user1@example.com,verified,+447700900123,unverified,"
        b"192.0.2.9,Inv,active\n"
        b"\n"
        b'"A legend\nof two lines"\n'
        b"===========================\n"
        b"birthdate,last_active,app_version\n"
        b"1990-01-31,2026-11-01,1.2.3\n"
    )


def snapchat_ip_data() -> bytes:
    return (
        b'"ip: the address"\n===========================\nip,type,timestamp,source_port_number,user_agent\n'
        b"198.51.100.3,LOGIN,2026-11-11 04:02:00 UTC,40003,Invented/1\n"
    )


def kik_bind() -> bytes:
    return (
        b"1762812000123\tinvented_kik\t198.51.100.4\t40004\t2025/11/10 22:00:00 UTC\tnote\n"
        b"1762898400123\tinvented_kik\t198.51.100.5\t\t\t\n"
    )


def discord_summary() -> bytes:
    return (
        b"User ID:                     700000001\nUsername:                    invented#0\n"
        b"Email:                       user1@example.com\nEmail verified:              Yes\n"
        b"Phone number:                Not found\nRegistration IP:             192.0.2.10\n"
        b"Registration Time (UTC):     2025-04-29 18:00:50\nLast Seen Time (UTC):        2025-05-14 01:43:39\n"
        b"Last Seen IP:                198.51.100.6\n\nSession Start (UTC)    IP Address\n"
        b"2025-05-14 00:47:29    198.51.100.6\n2025-05-13 23:55:51    198.51.100.7\n"
    )


def roblox_addresses() -> bytes:
    return (
        b"user_id,username,ip_address,first_recorded_utc,last_recorded_utc,last_observed_port,last_observed_port_utc\n"
        b"800001,invented_rb,198.51.100.8,2026-10-01 10:00:00.000,2026-11-01 10:00:00.000,40005,"
        b"2026-10-15 10:00:00.000\n"
    )


def synchronoss_log() -> bytes:
    query = b"?checksum=" + b"ab" * 32 + b"&x=1"
    return (
        b"server_ts,remoteipaddress,clientidentifier,querystring,lcid\n"
        b'2026-11-11 01:02:03 UTC,"198.51.100.11, 203.0.113.4",Invented Phone,' + query + b",07700900123\n"
        b"2026-11-12 01:02:03 UTC,198.51.100.12,Invented Phone,conflict=resolve,07700900123\n"
    )
