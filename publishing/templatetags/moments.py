"""Moments in templates of the desk."""

from django import template

from publishing import moments

register = template.Library()
register.filter("told_everywhere", moments.told_everywhere)
