"""Accounts and grants: who may see what, where, and until when."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """An account (tài khoản) of one person."""

    full_name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)

    def get_full_name(self) -> str:
        return self.full_name or self.username


class Role(models.TextChoices):
    """What a person does in a unit."""

    COUNTER = "counter", "Công chức tiếp nhận"
    SPECIALIST = "specialist", "Công chức chuyên môn"
    HEAD = "head", "Trưởng phòng chuyên môn"
    DIRECTOR = "director", "Giám đốc Trung tâm"
    LEADER = "leader", "Lãnh đạo Ủy ban nhân dân"
    CLERK = "clerk", "Văn thư"
    CONTROL = "control", "Công chức đầu mối kiểm soát TTHC"
    ADMIN = "admin", "Quản trị hệ thống"
    AUDITOR = "auditor", "Kiểm tra, giám sát"


class Grant(models.Model):
    """A role in a unit and everything below it, for a time; days are local, `until` is the last day."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    unit = models.ForeignKey("catalogue.Unit", on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "unit", "role", "since"], name="grant_once")]
