"""Settings, from a file in the data folder and from the environment; read once, handed down.

The environment wins over ``config.toml``, and a secret may stand in a file of its own
(``…_FILE``). Nothing below the hub reads a setting by itself.
"""

from __future__ import annotations

import ipaddress
import os
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from academichub.errors import ConfigurationError

PREFIX = "ACADEMICHUB_"
_OTHERS = ("TEST_", "VENV")
"""What else begins like a setting: read by the tests and by `script/`."""
_SECRETS = (
    "database_url", "openalex_key", "embeddings_key", "model_key", "ncbi_key",
    "orcid_client_secret", "secret_key", "smtp_password",
)  # fmt: skip


class Upstreams(BaseModel):
    """The base address of every upstream; a mirror or a test sets its own."""

    model_config = {"extra": "forbid"}

    arxiv_feed: str = "https://rss.arxiv.org"
    arxiv_api: str = "https://export.arxiv.org/api/query"
    arxiv_oai: str = "https://oaipmh.arxiv.org/oai"
    arxiv_html: str = "https://arxiv.org/html"
    arxiv_source: str = "https://arxiv.org/src"
    arxiv_pdf: str = "https://arxiv.org/pdf"
    biorxiv: str = "https://api.biorxiv.org"
    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"
    doi_handles: str = "https://doi.org/api/handles"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    europepmc: str = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    openalex: str = "https://api.openalex.org"
    orcid: str = "https://pub.orcid.org/v3.0"
    orcid_sign_in: str = "https://orcid.org"
    zotero: str = "https://api.zotero.org"


class Every(BaseModel):
    """How many minutes lie between two looks at a source."""

    model_config = {"extra": "forbid"}

    arxiv: int = Field(default=60, ge=1)
    biorxiv: int = Field(default=120, ge=1)
    journals: int = Field(default=240, ge=1)
    indexes: int = Field(default=1440, ge=1)

    def of(self, group: str) -> timedelta:
        """The interval of a group of sources."""
        minutes: int = getattr(self, group)
        return timedelta(minutes=minutes)


class Config(BaseSettings):
    """Everything an operator can set. `docs/reference/settings.md` lists each."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    data: Path = Field(default_factory=lambda: default_data(os.environ))
    """The folder that holds everything."""
    database_url: SecretStr | None = None
    """PostgreSQL's address; without it everything is in the data folder, in SQLite."""
    host: str = "127.0.0.1"
    """The address the pages are served at; the default is this machine alone."""
    port: int = Field(default=8321, ge=0, le=65535)
    """The port the pages are served at; 0 takes a free one."""
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Host names the pages answer to besides the address they are served at."""
    public_url: str | None = None
    """The address people reach the pages at, for feeds behind a proxy."""
    contact: str | None = None
    """An e-mail address told to upstreams, so that they can write before they block."""
    accounts: bool | None = None
    """Whether readers sign in; unset it is so wherever others than this machine can come."""
    secret_key: SecretStr | None = None
    """What sessions, secret addresses and readers' keys are sealed with; unset, one is kept in
    the data folder."""
    registration: Literal["invited", "open"] = "invited"
    """Whether readers come by invitation only, or whoever likes."""
    session_days: int = Field(default=14, ge=1, le=180)
    """After how many days without a visit one has to sign in again."""
    proxies: Annotated[tuple[str, ...], NoDecode] = ()
    """Addresses or networks of proxies in front, whose word on the client's address is taken."""
    orcid_client_id: str | None = None
    """The client ID of an ORCID API registration; with it readers can sign in with ORCID."""
    orcid_client_secret: SecretStr | None = None
    """The secret that goes with it."""
    collect: bool = True
    """Whether `serve` collects by itself."""
    deliver: bool = True
    """Whether `serve` sends what is due by itself."""
    workers: int = Field(default=2, ge=0, le=16)
    """How many briefs and reviews `serve` makes at once; 0 leaves them to `academichub worker`."""
    deliver_folders: Annotated[tuple[Path, ...], NoDecode] = ()
    """Folders below which deliveries may write files; who reads alone may name any."""
    webhook_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """``host:port`` on private addresses that readers' webhooks may go to."""
    smtp_host: str | None = None
    """The mail server letters are handed to; without it there are none."""
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    """Its port; unset 587, 465 or 25, as the security asks for."""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection to it is encrypted."""
    smtp_user: str | None = None
    """The name to sign in to it with, where it wants one."""
    smtp_password: SecretStr | None = None
    """The password that goes with the name."""
    mail_from: str | None = None
    """Whom letters are from: an address, with or without a name before it."""
    arxiv_categories: Annotated[tuple[str, ...], NoDecode] = ()
    """arXiv archives or categories to take; empty takes all."""
    journals: Annotated[tuple[str, ...], NoDecode] = ("nature", "science", "cell", "pnas", "nejm")
    """Slugs of journals that are on before anyone switched one on or off."""
    pubmed_query: str | None = None
    """A PubMed search to follow, in PubMed's own language."""
    openalex_key: SecretStr | None = None
    """OpenAlex's API key; without it reference lists and citation counts are not completed."""
    embeddings_url: str | None = None
    """An address that speaks OpenAI's embeddings API, up to and without ``/embeddings``."""
    embeddings_model: str | None = None
    """The embedding model's name at that address."""
    embeddings_key: SecretStr | None = None
    """The key for that address, where it wants one."""
    embeddings_folder: Path | None = None
    """A local embedding model that sentence-transformers reads, in place of an address."""
    model: str | None = None
    """The language model briefs are written with, ``provider:name``; without one none is asked."""
    model_url: str | None = None
    """The address of its server, where that is not the provider's own."""
    model_key: SecretStr | None = None
    """The key for that server, where it wants one."""
    model_timeout: float = Field(default=90, gt=0, le=3600)
    """After how many seconds without a byte its server is given up; ten times that in all."""
    model_concurrency: int = Field(default=4, ge=1, le=64)
    """How many requests to it may be under way at once, in one process."""
    model_tokens: int = Field(default=8192, ge=64, le=1_000_000)
    """The most tokens one answer may have, thinking included."""
    model_budget_tokens: int = Field(default=1_000_000, ge=0)
    """The most tokens a reader may have used on one day (UTC), in and out."""
    model_budget_usd: float = Field(default=2.0, ge=0)
    """The most US dollars a reader may have spent on one day, where the price is known."""
    model_output: Literal["auto", "native", "tool", "prompted"] = "auto"
    """How the model is held to the form of its answer."""
    model_stream: bool = True
    """Whether its answers are taken as they are written; off for servers that cannot."""
    ncbi_key: SecretStr | None = None
    """NCBI's API key; raises PubMed's pace from 3 to 10 requests a second."""
    trusted: Annotated[tuple[str, ...], NoDecode] = ()
    """``host:port`` of upstreams on private addresses that may be fetched from (mirrors)."""
    upstreams: Upstreams = Upstreams()
    """Base addresses of the upstreams."""
    every: Every = Every()
    """Minutes between two looks at each kind of source."""

    @field_validator(
        "allowed_hosts",
        "arxiv_categories",
        "journals",
        "proxies",
        "trusted",
        "webhook_hosts",
        mode="before",
    )
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("deliver_folders", mode="before")
    @classmethod
    def _split_paths(cls, value: object) -> object:
        return tuple(filter(None, value.split(os.pathsep))) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What `load` read, and nothing besides."""
        return (init_settings,)

    @property
    def store_url(self) -> str:
        """Where the store is."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data / 'academichub.db'}"

    @property
    def embedding_model(self) -> str | None:
        """What names the embedding model the operator supplies, None where there is none."""
        if self.embeddings_folder:
            return str(self.embeddings_folder)
        return f"{self.embeddings_url} {self.embeddings_model}" if self.embeddings_url else None

    @property
    def with_accounts(self) -> bool:
        """Whether readers sign in: as set, else unless only this machine can reach the pages."""
        if self.accounts is not None:
            return self.accounts
        reached = (self.host, *self.allowed_hosts, *self._public_name)
        return not all(is_loopback(name) for name in reached)

    @property
    def _public_name(self) -> tuple[str, ...]:
        name = urlsplit(self.public_url or "").hostname
        return (name,) if name else ()

    @classmethod
    def load(cls, data: Path | None = None, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the settings for the data folder *data*.

        Raises:
            ConfigurationError: a setting is unknown or wrong; the text names it.
        """
        _refuse_unknown(environ)
        folder = (data or default_data(environ)).expanduser().absolute()
        files = _file(folder / "config.toml") | _secret_files(environ)
        values = _over(files, _environment(environ)) | {"data": folder}
        try:
            config = cls(**values)
        except ValidationError as error:
            raise ConfigurationError(_in_words(error)) from error
        return config.model_copy(update={"data": folder})

    def shown(self) -> dict[str, Any]:
        """The settings as they stand, secrets hidden."""
        return self.model_dump(mode="json")


def is_loopback(address: str) -> bool:
    """Whether *address* is this machine; False for anything that is no address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def default_data(environ: Mapping[str, str]) -> Path:
    """``ACADEMICHUB_DATA``, else ``academichub`` in the user's data folder (XDG)."""
    if named := environ.get(f"{PREFIX}DATA"):
        return Path(named)
    home = environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "academichub"


def _file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = {name.upper() for name in Config.model_fields} | {
        f"{name.upper()}_FILE" for name in _SECRETS
    }
    for name in sorted(environ):
        setting = name.removeprefix(PREFIX).split("__")[0]
        if name.startswith(PREFIX) and setting not in known and not setting.startswith(_OTHERS):
            raise ConfigurationError(f"there is no setting {name}")


def _environment(environ: Mapping[str, str]) -> dict[str, Any]:
    source = EnvSettingsSource(Config)
    source.env_vars = {name.lower(): value for name, value in environ.items()}
    return source()


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Both, *above* where both say something, name by name where they say several things."""
    both = {
        name: _over(below[name], value)
        for name, value in above.items()
        if isinstance(value, dict) and isinstance(below.get(name), dict)
    }
    return below | above | both


def _secret_files(environ: Mapping[str, str]) -> dict[str, str]:
    read = {}
    for name in _SECRETS:
        if path := environ.get(f"{PREFIX}{name.upper()}_FILE"):
            try:
                read[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ConfigurationError(f"{PREFIX}{name.upper()}_FILE: {error}") from error
    return read


def _in_words(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"setting {'.'.join(map(str, first['loc']))}: {first['msg']}"
