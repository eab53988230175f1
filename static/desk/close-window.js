/* The end of a sign-in beside an open form: this window has done its work. */

if (window.opener) window.close();
