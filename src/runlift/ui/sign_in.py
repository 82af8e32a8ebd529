"""Who is at the screen, when sign-in is on: asked of Streamlit, kept in the store.

Sign-in is on when `.streamlit/secrets.toml` has a part `[auth]` (docs/sign_in.md).
Whatever is unclear about that file lets nobody in.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from runlift.errors import NotSignedIn, StoreError
from runlift.store import Store, members
from runlift.store.members import Member

_KNOWN = "_member"
_OURS = "runlift"


def is_on() -> bool:
    """Whether people sign in.

    Raises:
        StoreError: the secrets cannot be read, or name owners who could not sign in.
    """
    if not st.secrets.load_if_toml_exists():
        # Streamlit takes an unreadable file for none: everybody would be the owner.
        if any(Path(one).exists() for one in st.get_option("secrets.files")):
            raise StoreError(
                "secrets.toml cannot be read, so nobody is let in. Correct it and start "
                "the app again."
            )
        return False
    if st.secrets.get("auth"):
        return True
    if _OURS in st.secrets:
        raise StoreError(
            "secrets.toml has a part [runlift] but no [auth], so nobody could sign in. "
            "docs/sign_in.md shows both."
        )
    return False


def providers() -> dict[str, str | None]:
    """The buttons of the sign-in screen: their label, and what `st.login` takes."""
    auth: Mapping[str, Any] = st.secrets["auth"]
    named = [name for name, value in auth.items() if isinstance(value, Mapping)]
    named = [name for name in named if "client_id" in auth[name]]
    if not named or "client_id" in auth:
        return {"Sign in": None}
    if len(named) == 1:
        return {"Sign in": named[0]}
    return {f"Sign in with {name.title()}": name for name in named}


def is_signed_in() -> bool:
    """Whether the browser brought a valid identity."""
    return bool(st.user.get("is_logged_in")) and bool(st.user.get("sub"))


def member(store: Store, now: datetime) -> Member:
    """Who is signed in, as the store knows her from now on.

    Raises:
        NotSignedIn: nobody is, or she is not let in.
    """
    if not is_signed_in():
        raise NotSignedIn("Sign in to see your training.")
    claims = st.user.to_dict()
    kept = st.session_state.get(_KNOWN)
    state = (claims, store.path, store.changes)
    if kept is not None and kept[0] == state:
        found: Member = kept[1]
        return found
    said = _said(claims)
    _let_in(said)
    found = members.signed_in(store, now, said)
    if found.is_removed:
        raise NotSignedIn(
            "You are no member of this store any more. Ask its owner to let you in."
        )
    st.session_state[_KNOWN] = ((claims, store.path, store.changes), found)
    return found


def _said(claims: Mapping[str, Any]) -> Member:
    """What the provider says of her."""
    email = str(claims.get("email") or "").strip().casefold()
    # Some providers give addresses of their own house only, and never say so.
    is_verified = bool(email) and (
        claims.get("email_verified") is True or _setting("trust_emails") is True
    )
    owners = {one.casefold() for one in _list("owners")}
    issuer = str(claims.get("iss") or claims.get("provider") or "")
    return Member(
        member_id=members.member_id(issuer, str(claims["sub"])),
        name=" ".join(str(claims.get("name") or email or "Somebody").split())[:80],
        email=email,
        is_email_verified=is_verified,
        role="owner" if is_verified and email in owners else "athlete",
    )


def _let_in(one: Member) -> None:
    """Nothing when she may sign in at all.

    Raises:
        NotSignedIn: the owner has named who may, and she is not among them.
    """
    named = [text.casefold() for text in _list("may_sign_in")]
    if not named or one.role == "owner":
        return
    email = one.verified_email
    if not any(
        email == text or (text.startswith("@") and email.endswith(text))
        for text in named
    ):
        raise NotSignedIn(
            "This account may not sign in here. Use another one, or ask the owner of "
            "this store."
        )


def _setting(name: str) -> Any:
    ours = st.secrets.get(_OURS) or {}
    return ours.get(name)


def _list(name: str) -> list[str]:
    said = _setting(name)
    if said is None:
        return []
    if not isinstance(said, (list, tuple)) or not all(
        isinstance(one, str) for one in said
    ):
        raise StoreError(f"[runlift] {name} in secrets.toml must be a list of texts.")
    return [one.strip() for one in said]
